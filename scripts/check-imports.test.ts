import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { checkImports } from './check-imports.ts'

/** The faults of a house that has these files and no others. */
function faultsOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'kith-house-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return checkImports(root).faults
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

const server = 'packages/server/src'
const web = 'packages/web/src'
const sdk = 'packages/sdk/src'
const protocol = 'packages/protocol/src'

const breaches: [rule: string, file: string, text: string, why: RegExp][] = [
  ['the SDK knows no server', `${sdk}/a.ts`, "import { b } from '@kith/server/b.ts'", /sdk may not import server/],
  [
    'the contract knows nobody',
    `${protocol}/a.ts`,
    "import { b } from '@kith/sdk/b.ts'",
    /protocol may not import sdk/,
  ],
  ['the web client knows no server', `${web}/a.ts`, "import type { B } from '../../server/src/b.ts'", /web may not/],
  ['the server knows no SDK', `${server}/a.ts`, "import { b } from '@kith/sdk/b.ts'", /server may not import sdk/],
  ['packages are not entered sideways', `${web}/a.ts`, "import { b } from '../../sdk/src/b.ts'", /write @kith\/sdk\/b/],
  ['packages have no whole', `${web}/a.ts`, "import { b } from '@kith/sdk'", /file by file/],
  [
    'scripts use the doors of the server',
    'scripts/a.ts',
    "import { b } from '../packages/server/src/b.ts'",
    /entered by/,
  ],
  ['endings are written', `${server}/a.ts`, "import { b } from './b'", /lacks its ending/],
  ['endings of lazy imports are written', `${server}/a.ts`, "const b = await import('./b')", /lacks its ending/],
  ['only http/ knows Fastify', `${server}/a.ts`, "import type { FastifyReply } from 'fastify'", /only http/],
  ['only http/ knows its plugins', `${server}/realtime/a.ts`, "import cookie from '@fastify/cookie'", /only http/],
  ['only realtime/ knows Socket.IO', `${server}/http/a.ts`, "import { Server } from 'socket.io'", /only realtime/],
  ['only database/ knows the drivers', `${server}/a.ts`, "import pg from 'pg'", /only database/],
  ['SQL has its files', `${server}/features/users/users.ts`, "import { sql } from 'kysely'", /SQL is written/],
  ['tests alone use testing/', `${server}/a.ts`, "import { world } from './testing/world.ts'", /for tests/],
  ['features have doors', `${server}/features/a/a.ts`, "import { b } from '../b/rules.ts'", /entered by its door/],
  ['SQL is behind the door', `${server}/live.ts`, "import { b } from './features/b/b-rows.ts'", /entered by its door/],
  ['routes are for http/', `${server}/features/a/a.ts`, "import { b } from '../b/routes.ts'", /entered by its door/],
  ['features of the client have doors', `${web}/features/a/a.tsx`, "import { B } from '../b/row.tsx'", /its door/],
  ['pages are for the router', `${web}/features/a/a.tsx`, "import { B } from '../b/b-page.tsx'", /its door/],
  ['design stands below', `${web}/design/a.tsx`, "import { B } from '../features/b/b.tsx'", /design\/ may not/],
  ['design has no words', `${web}/design/a.tsx`, "import { words } from '../words/words.ts'", /design\/ may not/],
  ['design has no data', `${web}/design/a.tsx`, "import type { User } from '@kith/protocol/users.ts'", /no data/],
  ['live stands below features', `${web}/live/a.ts`, "import { b } from '../features/b/b.ts'", /live\/ may not/],
  ['the client talks through the SDK', `${web}/a.ts`, "import { io } from 'socket.io-client'", /through the SDK/],
  ['the client validates nothing', `${web}/a.ts`, "import { z } from 'zod'", /Zod stays out/],
  ['an import over lines is seen', `${server}/a.ts`, "import {\n  b,\n  c,\n} from 'socket.io'", /only realtime/],
  [
    'a re-export is an import',
    `${server}/a.ts`,
    "export { Server } from 'socket.io'\nexport const a = 1",
    /only realtime/,
  ],
  ['no barrels', `${server}/a.ts`, "// All.\nexport * from './b.ts'\nexport { c } from './c.ts'\n", /barrel/],
  ['no utils folder', `${server}/utils/a.ts`, 'export const a = 1', /says nothing/],
  ['no helpers file', `${web}/helpers.ts`, 'export const a = 1', /says nothing/],
  ['kebab-case', `${web}/MessageRow.tsx`, 'export const a = 1', /kebab-case/],
  ['no long file', `${server}/a.ts`, 'export const a = 1\n'.repeat(401), /has 401 lines/],
]

test.each(breaches)('%s', (_rule, file, text, why) => {
  const faults = faultsOf({ [file]: text })
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(why)
  expect(faults[0]).toMatch(new RegExp(`^${file}:\\d+: `))
})

test('a fault names its line, whatever comments stand before it', () => {
  const text = "/* import\n a\n b */\n\n// import { a } from 'fastify'\nimport { Server } from 'socket.io'\n"
  expect(faultsOf({ [`${server}/a.ts`]: text })).toEqual([`${server}/a.ts:6: only realtime/ knows Socket.IO`])
})

test('Zod does not come into the browser behind another file of the contract', () => {
  const faults = faultsOf({
    [`${protocol}/users.ts`]: "import { z } from 'zod'\nexport const user = z.string()",
    [`${protocol}/names.ts`]: "import { user } from './users.ts'\nexport const name = user",
    [`${sdk}/types.ts`]: "import type { user } from '@kith/protocol/users.ts'\nexport type User = typeof user",
    [`${sdk}/values.ts`]: "import { name } from '@kith/protocol/names.ts'\nexport const a = name",
  })
  expect(faults).toEqual([`${sdk}/values.ts:1: brings Zod into the browser: import its types only`])
})

test('values that import each other are a cycle; types and lazy imports are none', () => {
  const faults = faultsOf({
    [`${server}/a.ts`]: "import { b } from './b.ts'\nexport const a = b",
    [`${server}/b.ts`]: "import { a } from './a.ts'\nexport const b = () => a",
    [`${server}/c.ts`]: "import type { D } from './d.ts'\nexport interface C { d: D }",
    [`${server}/d.ts`]: "import { c } from './c.ts'\nexport const d = c",
    [`${server}/e.ts`]: "export const e = () => import('./f.ts')",
    [`${server}/f.ts`]: "import { e } from './e.ts'\nexport const f = e",
  })
  expect(faults).toEqual([`${server}/a.ts:1: a cycle: ${server}/a.ts → ${server}/b.ts → ${server}/a.ts`])
})

test('a house that keeps the rules has no faults', () => {
  expect(
    faultsOf({
      [`${protocol}/limits.ts`]: 'export const limits = {}',
      [`${protocol}/users.ts`]:
        "import { z } from 'zod'\nimport { limits } from './limits.ts'\nexport const u = z.any(limits)",
      [`${sdk}/client.ts`]: "import { limits } from '@kith/protocol/limits.ts'\nexport const client = limits",
      [`${server}/http/routes.ts`]: "import { r } from '../features/users/routes.ts'\nimport f from 'fastify'\nf(r)",
      [`${server}/features/users/users.ts`]: "export { find } from './user-rows.ts'",
      [`${server}/features/users/user-rows.ts`]: "import { sql } from 'kysely'\nexport const find = sql",
      [`${server}/features/users/routes.ts`]: "import { find } from './user-rows.ts'\nexport const r = find",
      [`${server}/features/users/users.test.ts`]:
        "import { client } from '@kith/sdk/client.ts'\nimport { world } from '../../testing/world.ts'\nworld(client)",
      [`${server}/features/posts/posts.ts`]: "import { find } from '../users/users.ts'\nexport const p = find",
      [`${server}/testing/world.ts`]: 'export const world = 1',
      [`${web}/words/en.ts`]: 'export const a = 1\n'.repeat(1_000),
      [`${web}/router.tsx`]: "import { P } from './features/posts/posts-page.tsx'\nexport const r = P",
      [`${web}/features/posts/posts-page.tsx`]: "import { C } from '../chats/chats.tsx'\nexport const P = C",
      [`${web}/features/chats/chats.tsx`]:
        "import icon from './icon.svg?url'\nimport './chats.css'\nexport const C = icon",
      'scripts/demo.ts': "import { a } from '../packages/server/src/app.ts'\nimport '@kith/sdk/client.ts'\na()",
      'e2e/talk.spec.ts': "import { d } from '../scripts/demo.ts'\nd()",
    }),
  ).toEqual([])
})

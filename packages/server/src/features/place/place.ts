import type { EditHistory, Place, PlaceSettings, Registration } from '@kith/protocol/place.ts'
import { editHistory, registration } from '@kith/protocol/place.ts'
import type { CallParsed } from '@kith/protocol/registry.ts'
import type { Caller } from '../../caller.ts'
import type { Config } from '../../config.ts'
import type { AppContext } from '../../context.ts'
import type { Database } from '../../database/database.ts'
import { mayMail } from '../../mail.ts'
import { Problem } from '../../problem.ts'
import { noteAudit } from '../audit/audit.ts'
import { placeValues, setPlaceValue } from './place-rows.ts'
import { refuseUnlessMay } from './policy.ts'

export { mayAdminister, refuseUnlessMay } from './policy.ts'
export type { PlaceAction } from './policy.ts'

const VERSION = '0.1.0'
/** Another node may have changed it; whoever changes it here sees it at once. */
const FRESH_MS = 2_000

/** How the place stands: what the environment says, else what the owner chose, else how it is at first. */
export interface Standing {
  name: string
  registration: Registration
  membersMayInvite: boolean
  linkPreviews: boolean
  editHistory: EditHistory
  membersMakeCircles: boolean
  hasOwner: boolean
}

const known = new WeakMap<Database, { standing: Standing; at: number }>()

/** How the place stands, at most two seconds old. */
export async function placeOf(ctx: AppContext): Promise<Standing> {
  const kept = known.get(ctx.db)
  if (kept !== undefined && performance.now() - kept.at < FRESH_MS) return kept.standing
  const standing = await placeNow(ctx.config, ctx.db.read)
  // The first account changes all, and comes once.
  if (standing.hasOwner) known.set(ctx.db, { standing, at: performance.now() })
  return standing
}

/** How the place stands is asked for anew: its last owner has gone. */
export function forgetStanding(ctx: AppContext): void {
  known.delete(ctx.db)
}

/** How the place stands at this moment, for what is decided within a transaction. */
export async function placeNow(config: Config, db: Database['read']): Promise<Standing> {
  const values = await placeValues(db)
  return {
    name: config.PLACE_NAME ?? values.get('place-name') ?? 'Kith',
    registration: config.REGISTRATION ?? registration.catch('open').parse(values.get('registration')),
    membersMayInvite: values.get('members-may-invite') !== 'no',
    linkPreviews: values.get('link-previews') !== 'no',
    editHistory: editHistory.catch('members').parse(values.get('edit-history')),
    membersMakeCircles: values.get('members-make-circles') === 'yes',
    hasOwner: values.has('owner'),
  }
}

/** What a visitor may know. */
export async function describePlace(ctx: AppContext): Promise<Place> {
  const { name, registration: mode, hasOwner, editHistory: history } = await placeOf(ctx)
  return {
    name,
    registration: mode,
    hasOwner,
    hasMail: mayMail(ctx.config),
    uploadMaxBytes: ctx.config.UPLOAD_MAX_BYTES,
    editHistory: history,
    version: VERSION,
  }
}

/** @throws Problem `forbidden` */
export async function placeSettingsFor(ctx: AppContext, caller: Caller): Promise<PlaceSettings> {
  refuseUnlessMay(caller, 'see-settings')
  return settingsFrom(ctx, await placeOf(ctx))
}

/**
 * Names the place and says how people join. What the environment sets cannot be changed.
 * @throws Problem `forbidden`, `validation-failed`
 */
export async function changePlace(
  ctx: AppContext,
  caller: Caller,
  input: CallParsed<'PATCH /api/admin/place'>,
): Promise<PlaceSettings> {
  refuseUnlessMay(caller, 'change-place')
  const errors = fixedOf(ctx.config)
    .filter((path) => input[path] !== undefined)
    .map((path) => ({ path, code: 'fixed', message: 'is set in the environment of the server' }))
  if (errors.length > 0) throw new Problem('validation-failed', { errors })
  const standing = await ctx.db.write(async (tx) => {
    const before = await placeNow(ctx.config, tx)
    const details: Record<string, string | boolean> = {}
    if (input.name !== undefined && input.name !== before.name) {
      await setPlaceValue(tx, 'place-name', input.name)
      details['name'] = input.name
    }
    if (input.registration !== undefined && input.registration !== before.registration) {
      await setPlaceValue(tx, 'registration', input.registration)
      details['registration'] = input.registration
    }
    if (input.membersMayInvite !== undefined && input.membersMayInvite !== before.membersMayInvite) {
      await setPlaceValue(tx, 'members-may-invite', input.membersMayInvite ? 'yes' : 'no')
      details['membersMayInvite'] = input.membersMayInvite
    }
    if (input.linkPreviews !== undefined && input.linkPreviews !== before.linkPreviews) {
      await setPlaceValue(tx, 'link-previews', input.linkPreviews ? 'yes' : 'no')
      details['linkPreviews'] = input.linkPreviews
    }
    if (input.editHistory !== undefined && input.editHistory !== before.editHistory) {
      await setPlaceValue(tx, 'edit-history', input.editHistory)
      details['editHistory'] = input.editHistory
    }
    if (input.membersMakeCircles !== undefined && input.membersMakeCircles !== before.membersMakeCircles) {
      await setPlaceValue(tx, 'members-make-circles', input.membersMakeCircles ? 'yes' : 'no')
      details['membersMakeCircles'] = input.membersMakeCircles
    }
    if (Object.keys(details).length > 0) {
      const { userId: actorId, address } = caller
      await noteAudit(tx, ctx.now(), { kind: 'place-changed', userId: null, actorId, address, details })
    }
    return placeNow(ctx.config, tx)
  })
  known.set(ctx.db, { standing, at: performance.now() })
  return settingsFrom(ctx, standing)
}

function settingsFrom({ config }: AppContext, standing: Standing): PlaceSettings {
  const {
    registration: mode,
    name,
    membersMayInvite,
    linkPreviews,
    editHistory: history,
    membersMakeCircles,
  } = standing
  const chosen = { name, registration: mode, membersMayInvite, linkPreviews, editHistory: history, membersMakeCircles }
  return { ...chosen, fixed: fixedOf(config) }
}

function fixedOf(config: Config): PlaceSettings['fixed'] {
  return [
    ...(config.PLACE_NAME === null ? [] : (['name'] as const)),
    ...(config.REGISTRATION === null ? [] : (['registration'] as const)),
  ]
}

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { freePort } from '../../packages/server/src/testing/free-port.ts'
import { startProgram } from './programs.ts'
import type { Program } from './programs.ts'

/** A proxy that stands in front of the nodes, as its file in deploy/ has it. */
export interface Front extends Program {
  name: 'nginx' | 'Caddy'
  port: number
  /** The address that people use. */
  url: string
  start(nodePorts: readonly number[]): Promise<void>
}

interface FrontOptions {
  program: string
  folder: string
  certificate: Certificate
  /** With the line for sticky sessions that its file has for whoever wants them. */
  isSticky: boolean
}

export interface Certificate {
  certificate: string
  key: string
}

const template = (name: string): string => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8')

/** A certificate for localhost that this process believes from now on. */
export function makeCertificate(openssl: string, folder: string): Certificate {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const asked = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync(openssl, [...asked, ...named, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(certificate, 'utf8')])
  return { certificate, key }
}

export async function nginx({ program, folder, certificate, isSticky }: FrontOptions): Promise<Front> {
  const [port, plainPort] = [await freePort(), await freePort()]
  return front('nginx', port, async (nodePorts) => {
    const site = rendered(template('nginx.conf'), [
      ...nodesIn(nodePorts),
      ['listen 80;', `listen 127.0.0.1:${plainPort};`],
      ['    listen [::]:80;\n', ''],
      ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
      ['    listen [::]:443 ssl http2;\n', ''],
      ['kith.example.org;', 'localhost;'],
      ['/etc/letsencrypt/live/kith.example.org/fullchain.pem', certificate.certificate],
      ['/etc/letsencrypt/live/kith.example.org/privkey.pem', certificate.key],
      ...(isSticky ? [['# ip_hash;', 'ip_hash;'] as const] : []),
    ])
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`)
    const around = `daemon off; worker_processes 2; pid ${folder}/nginx.pid; error_log stderr warn;
      ${process.getuid?.() === 0 ? 'user root;' : ''}
      events {} http { access_log off; ${places.join(' ')} include ${folder}/site.conf; }`
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'site.conf'), site)
    writeFileSync(join(folder, 'nginx.conf'), around)
    return startProgram([program, '-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { port, folder })
  })
}

export async function caddy({ program, folder, certificate, isSticky }: FrontOptions): Promise<Front> {
  const port = await freePort()
  return front('Caddy', port, async (nodePorts) => {
    const { certificate: path, key } = certificate
    const site = rendered(template('Caddyfile'), [
      ...nodesIn(nodePorts),
      ['\nkith.example.org {', `\nhttps://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${path} ${key}`],
      ...(isSticky ? [['lb_policy round_robin', 'lb_policy ip_hash'] as const] : []),
    ])
    mkdirSync(folder, { recursive: true })
    const general = '{\n\tadmin off\n\tauto_https disable_redirects\n\tlog {\n\t\tlevel ERROR\n\t}\n}\n'
    writeFileSync(join(folder, 'Caddyfile'), general + site)
    return startProgram([program, 'run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
      port,
      folder,
    })
  })
}

function front(name: Front['name'], port: number, run: (nodePorts: readonly number[]) => Promise<Program>): Front {
  let program: Program | null = null
  return {
    name,
    port,
    url: `https://localhost:${port}`,
    start: async (nodePorts) => {
      program = await run(nodePorts)
    },
    stop: async () => {
      await program?.stop()
      program = null
    },
  }
}

function nodesIn(nodePorts: readonly number[]): (readonly [string, string])[] {
  return nodePorts.map((port, index) => [`127.0.0.1:${3001 + index}`, `127.0.0.1:${port}`])
}

/** @throws Error when the file has changed so that something is not found in it */
function rendered(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`deploy/ has no "${from}" any more`)
    return before.replaceAll(from, to)
  }, text)
}

/** Where objects lie, and with which keys one gets there. */
export interface BucketAddress {
  /** `https://host:port` */
  origin: string
  /** `/bucket/` with what all names begin with after it. */
  path: string
  bucket: string
  /** What all names in the bucket begin with; empty, or with a slash at its end. */
  prefix: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** Of `https://KEY:SECRET@host[:port]/bucket[/prefix][?region=…]`; null for anything else. */
export function bucketAddressOf(text: string): BucketAddress | null {
  if (!URL.canParse(text)) return null
  const { protocol, host, origin, username, password, pathname, searchParams, hash } = new URL(text)
  const [bucket = '', ...more] = pathname.split('/').filter((part) => part !== '')
  const isAddress = /^https?:$/.test(protocol) && host !== '' && hash === ''
  const isPath = [bucket, ...more].every((part) => /^[A-Za-z0-9._-]+$/.test(part) && !/^\.+$/.test(part))
  const accessKeyId = decoded(username)
  const secretAccessKey = decoded(password)
  const region = searchParams.get('region') ?? 'us-east-1'
  const isKnown = [...searchParams.keys()].every((name) => name === 'region') && /^[A-Za-z0-9-]+$/.test(region)
  if (!isAddress || !isPath || !isKnown || !accessKeyId || !secretAccessKey) return null
  const prefix = more.map((part) => `${part}/`).join('')
  return { origin, path: `/${bucket}/${prefix}`, bucket, prefix, region, accessKeyId, secretAccessKey }
}

/** Secrets have signs that stand for something else in an address; null for what is no encoding of any. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

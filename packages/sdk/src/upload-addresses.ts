import type { PreviousUpload, UrlStorage } from 'tus-js-client'

/** The server has forgotten by then what was begun and not gone on with. */
const KEPT_MS = 60 * 60 * 1000

type Address = Pick<PreviousUpload, 'uploadUrl' | 'size' | 'creationTime'>

const prefixOf = (userId: string): string => `kith:upload:${userId}:`

function storage(): Storage | null {
  try {
    return typeof localStorage === 'undefined' ? null : localStorage
  } catch {
    // A browser that keeps nothing refuses even to be asked.
    return null
  }
}

/**
 * Where the uploads of somebody that are under way go on, kept by the browser for an hour so that a reload of the page
 * does not begin them again. Nothing is kept outside a browser.
 */
export function uploadAddresses(userId: string): UrlStorage {
  const prefix = prefixOf(userId)
  dropOld(prefix)
  const found = (key: string): PreviousUpload[] => {
    const text = storage()?.getItem(key) ?? null
    if (text === null) return []
    const address = JSON.parse(text) as Address
    return [{ ...address, urlStorageKey: key, metadata: {}, parallelUploadUrls: null }]
  }
  return {
    findAllUploads: async () => keysOf(prefix).flatMap(found),
    findUploadsByFingerprint: async (fingerprint) => found(prefix + fingerprint),
    removeUpload: async (key) => storage()?.removeItem(key),
    addUpload: async (fingerprint, { uploadUrl, size, creationTime }) => {
      const address: Address = { uploadUrl, size, creationTime }
      try {
        storage()?.setItem(prefix + fingerprint, JSON.stringify(address))
      } catch {
        // A full storage costs what was sent when the page is loaded again, and nothing else.
      }
      return prefix + fingerprint
    },
  }
}

/** Somebody leaves this device. */
export function forgetUploadAddresses(userId: string): void {
  for (const key of keysOf(prefixOf(userId))) storage()?.removeItem(key)
}

function keysOf(prefix: string): string[] {
  const kept = storage()
  const keys = Array.from({ length: kept?.length ?? 0 }, (_, at) => kept?.key(at) ?? '')
  return keys.filter((key) => key.startsWith(prefix))
}

function dropOld(prefix: string): void {
  for (const key of keysOf(prefix)) {
    const { creationTime } = JSON.parse(storage()?.getItem(key) ?? '{}') as Partial<Address>
    const at = Date.parse(creationTime ?? '')
    if (!(Date.now() - at < KEPT_MS)) storage()?.removeItem(key)
  }
}

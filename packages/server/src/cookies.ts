/** The session cookie's name: `__Host-` binds it to https, this host and the whole path. */
export function cookieName(isHttps: boolean): string {
  return isHttps ? '__Host-kith' : 'kith'
}

/** The value of cookie `name`, or null. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=')
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim()
  }
  return null
}

/** A `Set-Cookie` value; an empty `value` clears it. */
export function writeCookie(value: string, isHttps: boolean, maxAgeSeconds: number): string {
  const secure = isHttps ? '; Secure' : ''
  return `${cookieName(isHttps)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`
}

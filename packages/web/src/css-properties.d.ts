import 'react'

declare module 'react' {
  interface CSSProperties {
    // Our own properties, such as `--list-width`.
    [name: `--${string}`]: string | number
  }
}

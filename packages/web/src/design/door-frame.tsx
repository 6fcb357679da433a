import type { ReactNode } from 'react'
import { Wordmark } from './logo.tsx'
import { Scene } from './scene.tsx'

type DoorFrameProps = {
  /** What the place is called. */
  name: string
  title: string
  text?: ReactNode
  /** One sentence at the foot of the page. */
  promise: string
  children: ReactNode
}

/** The pages before one is in: what is asked on one side, a picture of what awaits on the other. */
export function DoorFrame({ name, title, text, promise, children }: DoorFrameProps) {
  return (
    <main className="grid min-h-dvh lg:grid-cols-2">
      <div className="flex min-w-0 flex-col px-6 py-8 sm:px-12">
        <Wordmark name={name} className="text-xl" />
        <div className="m-auto w-full max-w-sm py-10">
          <h1 className="text-2xl font-extrabold text-balance">{title}</h1>
          <div className="mt-2 mb-7 text-pretty text-muted">{text}</div>
          {children}
        </div>
        <p className="text-sm text-muted">{promise}</p>
      </div>
      <Scene />
    </main>
  )
}

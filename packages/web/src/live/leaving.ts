const forgetting: (() => void)[] = []

/** Calls `forget` whenever an account leaves this page: what is of it goes with it. */
export function onLeaving(forget: () => void): void {
  forgetting.push(forget)
}

export function forgetAll(): void {
  for (const forget of forgetting) forget()
}

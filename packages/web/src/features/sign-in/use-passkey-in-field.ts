import { useEffect, useEffectEvent } from 'react'
import { offersPasskeysInFields, signWithPasskey, stopAskingForPasskeys } from '../../live/passkeys.ts'

/** Has the browser offer passkeys where the name is typed; `onSigned` gets what was signed. */
export function usePasskeyInField(onSigned: (credential: Awaited<ReturnType<typeof signWithPasskey>>) => void): void {
  const signed = useEffectEvent(onSigned)
  useEffect(() => {
    let isGone = false
    const offer = async (): Promise<void> => {
      if (!(await offersPasskeysInFields()) || isGone) return
      const credential = await signWithPasskey({ inField: true })
      if (!isGone) signed(credential)
    }
    // Nothing was asked for, so nothing need be told when it comes to nothing.
    offer().catch(() => undefined)
    return () => {
      isGone = true
      stopAskingForPasskeys()
    }
  }, [])
}

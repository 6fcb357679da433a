import { DataCopy } from './data-copy.tsx'
import { DeleteAccount } from './delete-account.tsx'

/** What is one's own here: a copy of it, and the way out. */
export function DataSection() {
  return (
    <div className="flex flex-col gap-10">
      <DataCopy />
      <DeleteAccount />
    </div>
  )
}

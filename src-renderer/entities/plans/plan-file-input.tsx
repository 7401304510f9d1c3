import type { Ref } from 'react'
import { words } from '#shared/words/words.ts'
import { offerFile } from '../../stores/import-store.ts'

const endings = '.json,.jsonl,.yml,.yaml,.md,.mmd,.mermaid,.dot,.gv,.csv,.tsv'

/** Hidden file input that a button opens. The chosen file is checked before anything is saved. */
export function PlanFileInput({ ref }: { ref: Ref<HTMLInputElement> }) {
  return (
    <input
      ref={ref}
      type="file"
      accept={endings}
      aria-label={words.plans.file}
      tabIndex={-1}
      className="sr-only"
      onChange={({ target }) => {
        const file = target.files?.[0]
        if (file !== undefined) offerFile(file)
        // Reset the value, so that choosing the same file again fires a change event.
        target.value = ''
      }}
    />
  )
}

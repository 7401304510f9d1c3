import type { Ref } from 'react'
import { words } from '#shared/words/words.ts'
import { offerFile } from '../../stores/import-store.ts'

const endings = '.json,.jsonl,.yml,.yaml,.md,.mmd,.mermaid,.dot,.gv,.csv,.tsv'

/** Unseen: a button opens it. What is chosen is looked at before anything of it is kept. */
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
        // The same file chosen again has to count as a choice.
        target.value = ''
      }}
    />
  )
}

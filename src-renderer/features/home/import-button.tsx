import { FileInput } from 'lucide-react'
import { useRef } from 'react'
import { offerFile } from '../../stores/import-store.ts'
import { Button } from '../../ui/button.tsx'

export function ImportButton() {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,.jsonl,.yml,.yaml,.md,.mmd,.mermaid,.dot,.gv,.csv,.tsv"
        aria-label="Plan file"
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file !== undefined) offerFile(file)
          // The same file chosen again has to count as a choice.
          target.value = ''
        }}
      />
      <Button icon={FileInput} onClick={() => input.current?.click()}>
        Import a plan
      </Button>
    </>
  )
}

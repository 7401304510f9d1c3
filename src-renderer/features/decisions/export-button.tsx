import { Download } from 'lucide-react'
import { useRef, useState } from 'react'
import type { DecisionFilter, DecisionPlace } from '#shared/model/decisions/decision-search.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useRpc } from '../../rpc/context.tsx'
import { failureOf } from '../../rpc/failure.ts'
import { Button } from '../../ui/controls/button.tsx'
import { saveParts } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'

/** The found decisions with their questions, answers and marks, as lines of JSON. */
export function ExportButton({ filter, isEmpty }: { filter: DecisionFilter; isEmpty: boolean }) {
  const { client } = useRpc()
  const [count, setCount] = useState<number | null>(null)
  const stopped = useRef(false)
  const start = async () => {
    stopped.current = false
    setCount(0)
    const parts: string[] = []
    let read = 0
    // A page that does not come must not leave half a file behind, nor a count that never ends.
    try {
      for (let below: DecisionPlace | null = null; ; ) {
        const page: { decisions: readonly object[]; next: DecisionPlace | null } =
          await client.goals.exportDecisions({ filter, below, limit: 100 })
        if (stopped.current) return
        parts.push(page.decisions.map((each) => `${JSON.stringify(each)}\n`).join(''))
        read += page.decisions.length
        setCount(read)
        if (page.next === null) break
        below = page.next
      }
      saveParts('decisions.jsonl', { parts, mediaType: 'application/jsonl' })
      showToast({ title: words.decisions.exported(read) })
    } catch (error) {
      showToast({
        title: words.decisions.exportFailed,
        description: failureOf(error).message,
        isFailure: true,
      })
    } finally {
      setCount(null)
    }
  }
  useCommands([
    {
      id: 'decisions.export',
      title: words.decisions.export,
      category: words.decisions.category,
      icon: Download,
      disabled: isEmpty ? words.decisions.noMatch : null,
      run: () => void start(),
    },
  ])
  if (count === null) {
    return (
      <Button icon={Download} disabled={isEmpty} onClick={() => void start()}>
        {words.decisions.export}
      </Button>
    )
  }
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="tabular text-muted">
        {words.decisions.exporting(count)}
      </span>
      <Button
        onClick={() => {
          stopped.current = true
          setCount(null)
        }}
      >
        {words.decisions.stop}
      </Button>
    </span>
  )
}

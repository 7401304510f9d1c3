import { Download } from 'lucide-react'
import type { DecisionFilter, DecisionPlace } from '#shared/model/decisions/decision-search.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { usePagedExport } from '../../entities/files/paged-export.tsx'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'

/** The found decisions with their questions, answers and marks, as lines of JSON. */
export function ExportButton({ filter, isEmpty }: { filter: DecisionFilter; isEmpty: boolean }) {
  const { client } = useRpc()
  const { progress, start } = usePagedExport(words.decisions)
  const save = () =>
    void start(async () => ({
      name: 'decisions.jsonl',
      mediaType: 'application/jsonl',
      pages: readLines(client, filter),
    }))
  useCommands([
    {
      id: 'decisions.export',
      title: words.decisions.export,
      category: words.decisions.category,
      icon: Download,
      disabled: isEmpty ? words.decisions.noMatch : null,
      run: save,
    },
  ])
  return (
    progress || (
      <Button icon={Download} disabled={isEmpty} onClick={save}>
        {words.decisions.export}
      </Button>
    )
  )
}

async function* readLines(client: Client, filter: DecisionFilter) {
  for (let below: DecisionPlace | null = null; ; ) {
    const page: { decisions: readonly object[]; next: DecisionPlace | null } =
      await client.goals.exportDecisions({ filter, below, limit: 100 })
    yield page.decisions.map((each) => `${JSON.stringify(each)}\n`)
    if (page.next === null) return
    below = page.next
  }
}

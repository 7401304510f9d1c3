import { Download, RotateCcw, ShieldCheck } from 'lucide-react'
import { useCommands } from '../../commands/use-commands.ts'
import { usePagedExport } from '../../entities/files/paged-export.tsx'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'
import type { Checks } from './use-checks.ts'

/** What can be done with the whole log. */
export function AuditActions({ checks }: { checks: Checks }) {
  const { client } = useRpc()
  const { progress, start } = usePagedExport(words.audit)
  const save = () => void start(() => openLog(client))
  useCommands([
    {
      id: 'audit.export',
      title: words.audit.export,
      category: words.audit.category,
      icon: Download,
      run: save,
    },
  ])
  return (
    <>
      {progress || (
        <Button icon={Download} onClick={save}>
          {words.audit.export}
        </Button>
      )}
      <Button icon={RotateCcw} disabled={checks.isReplaying} onClick={checks.replay}>
        {checks.isReplaying ? words.audit.replaying : words.audit.replay}
      </Button>
      <Button look="primary" icon={ShieldCheck} disabled={checks.progress !== null} onClick={checks.verify}>
        {checks.state?.checked == null ? words.audit.verify : words.audit.verifyAgain}
      </Button>
    </>
  )
}

/** The whole log: its head in the first line, then each entry as it lies in the table. */
async function openLog(client: Client) {
  const { head, checked } = await client.audit.getState()
  return {
    name: `switchyard-log-${head.seq}.jsonl`,
    mediaType: 'application/jsonl',
    head: `${JSON.stringify({ head, checked })}\n`,
    pages: readLines(client, head.seq),
  }
}

async function* readLines(client: Client, last: number) {
  for (let after: number | null = 0; after !== null && after < last; ) {
    const page: { lines: string[]; next: number | null } = await client.audit.exportEntries({
      after,
      limit: Math.min(1000, last - after),
    })
    yield page.lines.map((line) => `${line}\n`)
    after = page.next
  }
}

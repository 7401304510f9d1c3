import { Download, RotateCcw, ShieldCheck } from 'lucide-react'
import { useCommands } from '../../commands/use-commands.ts'
import { Button } from '../../ui/controls/button.tsx'
import { words } from '../../words/words.ts'
import type { Checks } from './use-checks.ts'
import { useLogExport } from './use-log-export.ts'

/** What can be done with the whole log. */
export function AuditActions({ checks }: { checks: Checks }) {
  const { count, start, stop } = useLogExport()
  useCommands([
    {
      id: 'audit.export',
      title: words.audit.export,
      category: words.audit.category,
      icon: Download,
      run: () => void start(),
    },
  ])
  return (
    <>
      {count === null ? (
        <Button icon={Download} onClick={() => void start()}>
          {words.audit.export}
        </Button>
      ) : (
        <span className="flex items-center gap-2">
          <span role="status" className="tabular text-muted">
            {words.audit.exporting(count)}
          </span>
          <Button onClick={stop}>{words.audit.stop}</Button>
        </span>
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

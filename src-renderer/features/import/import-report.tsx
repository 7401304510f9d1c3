import { Clapperboard, PencilLine, Play, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImportReport } from '#shared/contract/plans/plans.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import { useStartRun } from '../../entities/runs/use-start-run.ts'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { ButtonLink } from '../../ui/controls/button-link.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'

const formatNames: Record<string, string> = words.imports.formats

interface ImportReportProps {
  readonly report: ImportReport
  readonly onLeave: () => void
  /** What there is to mend before it is kept. */
  readonly mending: ReactNode
}

/** What an import found: the plans with their counts, and every oddity with its place. */
export function ImportReportView({ report, onLeave, mending }: ImportReportProps) {
  const start = useStartRun()
  const run = (planId: string, simulate: boolean) =>
    start.mutate({ planId, simulate }, { onSuccess: onLeave })
  return (
    <div className="flex flex-col gap-5">
      <p className="text-muted">
        {words.imports.fileWith(formatNames[report.format] ?? report.format, report.plans.length)}
      </p>
      <ul className="overflow-hidden rounded-lg border border-line">
        {report.plans.map((plan) => (
          <li
            key={plan.key}
            className="flex items-center gap-4 border-line border-b px-4 py-3 last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{plan.title}</p>
              <p className="text-muted text-sm">
                {words.imports.shape(plan.withSubtasks, plan.roots, plan.longestPath)}
              </p>
              {plan.cycles > 0 && <p className="text-sm text-warning">{words.imports.loops(plan.cycles)}</p>}
            </div>
            {plan.planId !== null && (
              <ButtonLink
                to="/plans/$planId"
                params={{ planId: plan.planId }}
                search={{}}
                icon={PencilLine}
                aria-label={words.imports.open(plan.title)}
                onClick={onLeave}
              >
                {words.imports.openIt}
              </ButtonLink>
            )}
            {plan.planId !== null && plan.cycles === 0 && (
              <RunImported
                title={plan.title}
                isStarting={start.isPending}
                onRun={(simulate) => run(plan.planId ?? '', simulate)}
              />
            )}
          </li>
        ))}
      </ul>
      <FailureNote error={start.error} />
      {mending}
      <Warnings warnings={report.warnings} />
    </div>
  )
}

function RunImported({
  title,
  isStarting,
  onRun,
}: {
  title: string
  isStarting: boolean
  onRun: (simulate: boolean) => void
}) {
  return (
    <>
      <IconButton
        icon={Clapperboard}
        label={words.runs.simulatePlan(title)}
        disabled={isStarting}
        onClick={() => onRun(true)}
      />
      <Button
        icon={Play}
        aria-label={words.imports.run(title)}
        disabled={isStarting}
        onClick={() => onRun(false)}
      >
        {words.imports.runIt}
      </Button>
    </>
  )
}

function Warnings({ warnings }: { warnings: readonly ImportWarning[] }) {
  if (warnings.length === 0)
    return <p className="text-muted">{words.imports.everythingInTheFileWasUnderstood}</p>
  return (
    <section aria-labelledby="import-warnings">
      <h3 id="import-warnings" className="mb-2 flex items-center gap-2 font-medium">
        <TriangleAlert size={14} className="text-warning" aria-hidden />
        {words.imports.warnings(warnings.length)}
      </h3>
      <ul className="flex flex-col gap-2">
        {warnings.map(({ code, where, message }) => (
          <li key={`${code} ${where} ${message}`} className="rounded-md bg-warning-soft px-3 py-2">
            <p className="break-words">{message}</p>
            <p className="break-words font-mono text-muted text-xs">
              {where === '' ? code : `${where} · ${code}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

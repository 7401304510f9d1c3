import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Clapperboard, PencilLine, Play, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ImportReport } from '#shared/contract/plans/plans.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import { words } from '#shared/words/words.ts'
import { readTextFile } from '../../entities/files/read-text.ts'
import { PlanFixes } from '../../entities/plans/fixes/plan-fixes.tsx'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useStartRun } from '../../entities/runs/use-start-run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { putFileAway } from '../../stores/import-store.ts'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { ButtonLink } from '../../ui/controls/button-link.tsx'
import { DialogFoot, DialogHead } from '../../ui/controls/dialog-frame.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { changeDraft, documentsOf, noDrafts, reportOf, undoDraft } from './drafts.ts'

/** Maximum number of plans with a fix list. The others are imported unchanged. */
const maxMended = 5

/** Preview of the file: content, problems and the import button. */
export function ImportForm({ file }: { file: File }) {
  const { client } = useRpc()
  const { id: projectId } = useCurrentProject()
  const [drafts, setDrafts] = useState(noDrafts)
  const id = `${file.name} ${file.lastModified} ${file.size}`
  const preview = useQuery({
    queryKey: ['import preview', id],
    queryFn: async () => {
      const { text, encoding } = await readTextFile(file)
      const report = await client.plans.import({
        text,
        fileName: file.name,
        dryRun: true,
        withDocuments: true,
      })
      if (encoding !== 'windows-1252') return report
      const guess = { code: 'encoding_guessed', where: 'file', message: words.imports.encodingGuessed }
      return { ...report, warnings: [guess, ...report.warnings] }
    },
    gcTime: 0,
  })
  const importing = useMutation({
    mutationFn: async (report: ImportReport) => {
      const { warnings } = report
      const documents = documentsOf(report, drafts).map((document) => ({
        ...document,
        projectId: document.projectId ?? projectId,
      }))
      const { planIds } = await client.plans.publish({ documents, warnings })
      const mended = reportOf(report, drafts)
      return { ...mended, plans: mended.plans.map((plan, at) => ({ ...plan, planId: planIds[at] ?? null })) }
    },
  })
  const isDone = importing.isSuccess
  const fixings = (report: ImportReport) =>
    documentsOf(report, drafts)
      .slice(0, maxMended)
      .map((document, at) => (
        <PlanFixes
          key={report.plans[at]?.key}
          document={document}
          version={drafts.get(at)?.at(-1)?.id ?? `${id} ${at}`}
          title={report.plans.length === 1 ? words.imports.beforeIt : words.imports.before(document.title)}
          onChange={(changed) =>
            setDrafts(changeDraft(drafts, at, { id: crypto.randomUUID(), document: changed }))
          }
          onUndo={drafts.has(at) ? () => setDrafts(undoDraft(drafts, at)) : null}
        />
      ))
  return (
    <>
      <DialogHead
        title={isDone ? words.imports.imported : words.imports.importPlan}
        about={isDone ? words.imports.isKept(file.name) : words.imports.notKeptYet(file.name)}
      />
      <div className="min-h-0 flex-1 overflow-auto px-6 py-5">
        <Fetched query={preview} lines={4}>
          {(report) => (
            <ImportReportView
              report={importing.data ?? reportOf(report, drafts)}
              onLeave={putFileAway}
              fixing={isDone ? null : fixings(report)}
            />
          )}
        </Fetched>
        <FailureNote error={importing.error} className="mt-4" />
      </div>
      <DialogFoot>
        <Dialog.Close render={<Button look={isDone ? 'primary' : 'secondary'} />}>
          {isDone ? words.imports.done : words.common.cancel}
        </Dialog.Close>
        {!isDone && (
          <Button
            look="primary"
            disabled={preview.data === undefined || importing.isPending}
            onClick={() => preview.data !== undefined && importing.mutate(preview.data)}
          >
            {importing.isPending ? words.imports.importing : words.imports.import}
          </Button>
        )}
      </DialogFoot>
    </>
  )
}

const formatNames: Record<string, string> = words.imports.formats

interface ImportReportProps {
  readonly report: ImportReport
  readonly onLeave: () => void
  /** Lists of problems to fix before the import; null after the import. */
  readonly fixing: ReactNode
}

/** Import report: plans with counts, and warnings with their locations. */
function ImportReportView({ report, onLeave, fixing }: ImportReportProps) {
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
      {fixing}
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

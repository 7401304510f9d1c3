import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportReport } from '#shared/contract/plans/plans.ts'
import { readTextFile } from '../../entities/files/read-text.ts'
import { PlanMending } from '../../entities/plans/mending/plan-mending.tsx'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { putFileAway } from '../../stores/import-store.ts'
import { Button } from '../../ui/controls/button.tsx'
import { DialogFoot, DialogHead } from '../../ui/controls/dialog-frame.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { changeDraft, documentsOf, noDrafts, reportOf, undoDraft } from './drafts.ts'
import { ImportReportView } from './import-report.tsx'

/** Of a file that holds more plans, the others are imported as they are. */
const maxMended = 5

/** What the file holds, what is to be mended in it, and the word to keep it. */
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
  const mendings = (report: ImportReport) =>
    documentsOf(report, drafts)
      .slice(0, maxMended)
      .map((document, at) => (
        <PlanMending
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
              mending={isDone ? null : mendings(report)}
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

import { useQuery } from '@tanstack/react-query'
import { CircleCheck, Download, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { type ExportFormat, exportFormats } from '#shared/contract/plans/plans.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFrame } from '../../../ui/controls/dialog-frame.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { saveText } from '../../../ui/save-file.ts'

interface ExportDialogProps {
  /** Id of a plan or a draft. */
  readonly planId: string
  readonly title: string
  readonly onClose: () => void
}

/** Exports a plan as a file. Shows first which parts the format cannot hold. */
export function ExportDialog({ planId, title, onClose }: ExportDialogProps) {
  const { orpc } = useRpc()
  const [format, setFormat] = useState<ExportFormat>('switchyard')
  const exported = useQuery({
    ...orpc.plans.export.queryOptions({ input: { planId, format } }),
    gcTime: 0,
  })
  const { data } = exported
  const save = () => {
    if (data === undefined) return
    saveText(data.fileName, { text: data.text, mediaType: 'text/plain' })
    onClose()
  }
  return (
    <DialogFrame
      title={words.plans.exportTitle(title)}
      about={words.plans.exportAbout}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button look="primary" icon={Download} disabled={data === undefined} onClick={save}>
            {words.plans.saveFile}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ChoiceField
          label={words.plans.format}
          value={format}
          options={exportFormats.map((value) => ({ value, label: words.plans.formats[value] }))}
          onChange={setFormat}
        />
        <FailureNote error={exported.error} onRetry={() => void exported.refetch()} />
        {exported.isPending && <Skeleton lines={2} />}
        {data !== undefined && (
          <>
            <p className="truncate font-mono text-muted text-sm" title={data.fileName}>
              {data.fileName}
            </p>
            <Losses losses={data.losses} />
          </>
        )}
      </div>
    </DialogFrame>
  )
}

function Losses({ losses }: { losses: readonly { code: string; where: string; message: string }[] }) {
  if (losses.length === 0) {
    return (
      <p role="status" className="flex items-center gap-2 text-muted">
        <CircleCheck size={16} aria-hidden className="shrink-0 text-done" />
        {words.plans.nothingLost}
      </p>
    )
  }
  return (
    <section aria-label={words.plans.losses(losses.length)} className="rounded-md bg-warning-soft p-3">
      <h3 className="mb-2 flex items-center gap-2 font-medium">
        <TriangleAlert size={14} aria-hidden className="text-warning" />
        {words.plans.losses(losses.length)}
      </h3>
      <ul className="flex flex-col gap-1.5">
        {losses.map(({ code, where, message }) => (
          <li key={`${code} ${where}`} className="break-words">
            {message}
          </li>
        ))}
      </ul>
    </section>
  )
}

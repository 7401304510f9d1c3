import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { readTextFile } from '../../entities/files/read-text.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { ownRosterOf, type RosterFile } from './roster-files.ts'
import { agentsIn, type ReadRoster, RosterPreview } from './roster-preview.tsx'

interface RosterDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Agents of files: looked at first, and kept only on a word of the person. */
export function RosterDialog({ isOpen, onClose }: RosterDialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="appearing fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          className="outline-none appearing fixed top-1/2 left-1/2 z-50 flex max-h-[min(720px,92vh)] w-[min(640px,94vw)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-lg border border-line bg-raised shadow-high"
        >
          {isOpen && <RosterForm onClose={onClose} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function RosterForm({ onClose }: Pick<RosterDialogProps, 'onClose'>) {
  const { client, orpc } = useRpc()
  const [text, setText] = useState('')
  const agents = useQuery(orpc.agents.list.queryOptions())
  const known = new Set(agents.data?.map(({ id }) => id))
  const read = useMutation({
    mutationFn: async (files: readonly RosterFile[]): Promise<ReadRoster> => {
      const own = ownRosterOf(files)
      if (own !== null) return { files, own, report: null }
      return { files, own, report: await client.agents.importRoster({ files: [...files], dryRun: true }) }
    },
  })
  const keep = useMutation({
    mutationFn: async ({ files, own }: ReadRoster) => {
      if (own === null) await client.agents.importRoster({ files: [...files] })
      else await client.agents.register({ agents: [...own] })
    },
    onSuccess: onClose,
  })
  const take = (files: readonly RosterFile[]) => {
    keep.reset()
    read.mutate(files)
  }
  const takeFiles = async (list: FileList | null) => {
    const files = await Promise.all(
      [...(list ?? [])].map(async (file) => ({ path: file.name, text: (await readTextFile(file)).text })),
    )
    if (files.length > 0) take(files)
  }
  return (
    <>
      <header className="flex items-start justify-between gap-3 border-line border-b py-4 pe-4 ps-6">
        <div className="min-w-0">
          <Dialog.Title className="font-semibold text-lg">{words.agents.importARoster}</Dialog.Title>
          <Dialog.Description className="text-muted">
            {words.agents.subAgentsOfClaudeCodeAgents}
          </Dialog.Description>
        </div>
        <Dialog.Close render={<IconButton label={words.agents.close} icon={X} />} />
      </header>
      <section
        aria-label={words.agents.filesOfAgents}
        className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-6 py-5"
        onDragOver={(event) => {
          event.preventDefault()
          event.stopPropagation()
        }}
        onDrop={(event) => {
          // Else the window would take it for a plan.
          event.preventDefault()
          event.stopPropagation()
          void takeFiles(event.dataTransfer.files)
        }}
      >
        <label className="flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-line-strong border-dashed p-5 text-center focus-within:outline-2 focus-within:outline-focus hover:bg-hover">
          <span className="font-medium">{words.agents.chooseFilesOrDropThemHere}</span>
          <span className="text-muted text-sm">{words.agents.nothingOfThemIsStartedOr}</span>
          <input
            type="file"
            multiple
            accept=".json,.md,.yaml,.yml"
            aria-label={words.agents.rosterFiles}
            className="sr-only"
            onChange={({ target }) => {
              void takeFiles(target.files)
              // The same files chosen again have to count as a choice.
              target.value = ''
            }}
          />
        </label>
        <div className="flex flex-col gap-2">
          <TextArea
            label={words.agents.orPasteOne}
            rows={4}
            spellCheck={false}
            className="font-mono text-sm"
            value={text}
            onChange={setText}
          />
          <Button
            className="self-start"
            disabled={text.trim() === '' || read.isPending}
            onClick={() => take([{ path: 'pasted', text }])}
          >
            {words.agents.lookAtIt}
          </Button>
        </div>
        {read.isError && <FailureNote error={read.error} />}
        {read.data !== undefined && <RosterPreview roster={read.data} known={known} />}
        {keep.isError && <FailureNote error={keep.error} />}
      </section>
      <footer className="flex justify-end gap-2 border-line border-t px-6 py-4">
        <Dialog.Close render={<Button />}>{words.agents.cancel}</Dialog.Close>
        <Button
          look="primary"
          disabled={read.data === undefined || keep.isPending}
          onClick={() => read.data !== undefined && keep.mutate(read.data)}
        >
          {keep.isPending
            ? words.agents.importing
            : read.data === undefined
              ? words.agents.import
              : words.agents.importAll(agentsIn(read.data).length)}
        </Button>
      </footer>
    </>
  )
}

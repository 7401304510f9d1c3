import { Dialog } from '@base-ui/react/dialog'
import { Redo2, Undo2, X } from 'lucide-react'
import { type DraftOrigin, redoDraft, undoDraft } from '../../stores/draft-store.ts'
import { canRedo, canUndo, documentOf, type History } from '../../stores/history.ts'
import { IconButton } from '../../ui/button.tsx'
import { nameOf } from './opened.ts'
import { TitleInput } from './title-input.tsx'

interface DraftHeaderProps {
  readonly origin: DraftOrigin
  readonly history: History
  readonly onRename: (title: string) => void
}

export function DraftHeader({ origin, history, onRename }: DraftHeaderProps) {
  const { title } = documentOf(history)
  return (
    <header className="flex items-start justify-between gap-3 border-line border-b py-3 pr-4 pl-6">
      <div className="min-w-0 flex-1">
        <Dialog.Title className="text-muted text-sm">{nameOf(origin)}</Dialog.Title>
        <TitleInput
          label="Title of the plan"
          title={title}
          onLeave={onRename}
          className="font-semibold text-lg"
        />
        {origin.type === 'goal' && origin.goal !== title && (
          <Dialog.Description className="line-clamp-2 break-words text-muted">
            {origin.goal}
          </Dialog.Description>
        )}
      </div>
      <div className="flex">
        <IconButton label="Undo" icon={Undo2} disabled={!canUndo(history)} onClick={undoDraft} />
        <IconButton label="Redo" icon={Redo2} disabled={!canRedo(history)} onClick={redoDraft} />
        <Dialog.Close render={<IconButton label="Close" icon={X} />} />
      </div>
    </header>
  )
}

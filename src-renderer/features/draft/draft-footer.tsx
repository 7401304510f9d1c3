import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Play, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useRpc } from '../../rpc/context.tsx'
import { failureOf } from '../../rpc/failure.ts'
import { type DraftOrigin, putDraftAway, stayWithDraft } from '../../stores/draft-store.ts'
import { Button, IconButton } from '../../ui/button.tsx'

interface DraftFooterProps {
  readonly origin: DraftOrigin
  readonly hasChanges: boolean
  /** The person turned away from changes: they are asked. */
  readonly isLeaving: boolean
  readonly isEmpty: boolean
  readonly isBusy: boolean
  readonly onKeep: () => void
  readonly onRun: () => void
}

/** What can be done with the draft; and the questions before something of it is lost. */
export function DraftFooter({ origin, hasChanges, isLeaving, ...rest }: DraftFooterProps) {
  const { isEmpty, isBusy, onKeep, onRun } = rest
  const [isRemoving, setRemoving] = useState(false)
  const isKept = origin.type === 'kept'
  const isOff = isBusy || isEmpty
  const keep = (
    <Button disabled={isOff} onClick={onKeep}>
      {isKept ? 'Keep the changes' : 'Keep the plan'}
    </Button>
  )
  if (isLeaving) {
    return (
      <Asking text="Your changes are not kept.">
        <Button look="danger" onClick={putDraftAway}>
          Drop them
        </Button>
        <Button ref={takeFocus} onClick={stayWithDraft}>
          Go on editing
        </Button>
        {keep}
      </Asking>
    )
  }
  if (isRemoving && isKept) return <Remove planId={origin.planId} onStay={() => setRemoving(false)} />
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-6 py-4">
      {isKept && (
        <IconButton
          label="Delete the plan"
          icon={Trash2}
          className="mr-auto -ml-2"
          onClick={() => setRemoving(true)}
        />
      )}
      <Dialog.Close render={<Button />}>{isKept && !hasChanges ? 'Close' : 'Cancel'}</Dialog.Close>
      {(!isKept || hasChanges) && keep}
      <Button icon={Play} look="primary" disabled={isOff} onClick={onRun}>
        {isKept && hasChanges ? 'Keep and run' : 'Run it'}
      </Button>
    </footer>
  )
}

/** Its runs have their own copy: what goes is the entry in the list. */
function Remove({ planId, onStay }: { planId: string; onStay: () => void }) {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const removing = useMutation({
    mutationFn: () => client.plans.remove({ planId }),
    onSuccess: async () => {
      putDraftAway()
      await queries.invalidateQueries({ queryKey: orpc.plans.key() })
    },
  })
  return (
    <Asking text={removing.isError ? failureOf(removing.error).message : 'Delete this plan? Its runs stay.'}>
      <Button look="danger" icon={Trash2} disabled={removing.isPending} onClick={() => removing.mutate()}>
        Delete it
      </Button>
      <Button ref={takeFocus} onClick={onStay}>
        Keep it
      </Button>
    </Asking>
  )
}

/** The answer that loses nothing is the one that Enter gives. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus()

function Asking({ text, children }: { text: string; children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-line border-t bg-warning-soft px-6 py-4">
      <p role="alert" className="min-w-40 flex-1 font-medium">
        {text}
      </p>
      {children}
    </footer>
  )
}

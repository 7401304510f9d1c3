import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'

interface HandOverProps {
  readonly approval: Approval
  readonly by: string
  readonly isOpen: boolean
  readonly onOpen: (isOpen: boolean) => void
}

/** Lets another person answer instead. Folded: most gates are answered by whoever looks at them. */
export function HandOver({ approval, by, isOpen, onOpen }: HandOverProps) {
  const { orpc } = useRpc()
  const [to, setTo] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { gate } = words.inbox
  const delegating = useMutation(orpc.runs.delegateApproval.mutationOptions({ onSuccess: () => setTo('') }))
  useEffect(() => {
    if (isOpen) field.current?.focus()
  }, [isOpen])
  const name = to.trim()
  return (
    <details open={isOpen} onToggle={(event) => onOpen(event.currentTarget.open)}>
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted text-sm hover:text-ink">
        {gate.handOver}
      </summary>
      <form
        className="mt-2 flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') delegating.mutate({ approvalId: approval.id, by: by.trim() || 'me', to: name })
        }}
      >
        <TextField ref={field} label={gate.theirName} value={to} maxLength={100} onChange={setTo} />
        <Button type="submit" disabled={name === '' || delegating.isPending}>
          {gate.doHandOver}
        </Button>
      </form>
      <FailureNote error={delegating.error} className="mt-2" />
    </details>
  )
}

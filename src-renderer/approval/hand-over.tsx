import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { useRpc } from '../rpc/context.tsx'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { FailureNote } from '../ui/notes.tsx'

/** Lets another person answer instead. Folded: most gates are answered by whoever looks at them. */
export function HandOver({ approval, by }: { approval: Approval; by: string }) {
  const { orpc } = useRpc()
  const queries = useQueryClient()
  const [to, setTo] = useState('')
  const delegating = useMutation(
    orpc.runs.delegateApproval.mutationOptions({
      onSuccess: () => setTo(''),
      onSettled: () => queries.invalidateQueries({ queryKey: orpc.runs.key() }),
    }),
  )
  const name = to.trim()
  return (
    <details>
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted text-sm hover:text-ink">
        Let somebody else answer
      </summary>
      <form
        className="mt-2 flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== '') delegating.mutate({ approvalId: approval.id, by: by.trim() || 'me', to: name })
        }}
      >
        <TextField label="Their name" value={to} maxLength={100} onChange={setTo} />
        <Button type="submit" disabled={name === '' || delegating.isPending}>
          Hand over
        </Button>
      </form>
      {delegating.isError && (
        <div className="mt-2">
          <FailureNote error={delegating.error} />
        </div>
      )}
    </details>
  )
}

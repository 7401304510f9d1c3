import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { type AgentDraft, agentOf, type FieldFault, type FieldsProps, idOf } from './agent-draft.ts'
import { CommonFields, WorkFields } from './common-fields.tsx'
import { fieldOf, placeOf, withoutPlace } from './field-faults.ts'
import { KindFields, SourceFields } from './kind-fields.tsx'
import { RestField } from './rest-field.tsx'

interface AgentFormProps {
  readonly draft: AgentDraft
  readonly skills: readonly string[]
  readonly onChange: (draft: AgentDraft) => void
  readonly onKept: (id: string) => void
  /** To the choice of a kind; null: it is settled. */
  readonly onBack: (() => void) | null
}

export function AgentForm({ draft, skills, onChange, onKept, onBack }: AgentFormProps) {
  const { client, orpc } = useRpc()
  const queries = useQueryClient()
  const [fault, setFault] = useState<FieldFault | null>(null)
  const keep = useMutation({
    mutationFn: (agent: Parameters<typeof client.agents.register>[0]['agents'][number]) =>
      client.agents.register({ agents: [agent] }),
    onSuccess: (_agents, { id }) => onKept(id),
    onError: (error) => {
      const { field, message, hint } = failureOf(error)
      const place = fieldOf(field)
      setFault(place === null ? null : { field: place, message: `${withoutPlace(message)} ${hint}`.trim() })
    },
  })
  const submit = () => {
    keep.reset()
    const agent = agentOf(draft)
    const isTaken =
      draft.base === null && isKnown(queries.getQueryData(orpc.agents.list.queryKey()), idOf(draft))
    const wrong = isTaken ? { field: 'id', message: words.agents.faults.id } : null
    setFault(agent.ok ? wrong : agent.error)
    if (agent.ok && wrong === null) keep.mutate(agent.value)
  }
  const place = placeOf(fault, draft.kind)
  const props: FieldsProps = {
    draft,
    onEdit(changes) {
      setFault(null)
      onChange({ ...draft, ...changes })
    },
    faultAt: (field) => (field === place ? fault?.message : undefined),
  }
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto px-6 py-5">
        <SourceFields {...props} />
        <CommonFields {...props} known={skills} />
        <KindFields {...props} />
        <WorkFields {...props} />
        <RestField {...props} />
        {keep.isError && place === null && <FailureNote error={keep.error} />}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-6 py-4">
        {onBack !== null && (
          <Button look="ghost" icon={ArrowLeft} className="-ms-2.5 me-auto" onClick={onBack}>
            {words.agents.anotherKind}
          </Button>
        )}
        <Dialog.Close render={<Button />}>{words.agents.cancel}</Dialog.Close>
        <Button look="primary" type="submit" disabled={keep.isPending}>
          {draft.base === null ? words.agents.addTheAgent : words.agents.keepTheChanges}
        </Button>
      </footer>
    </form>
  )
}

const isKnown = (agents: readonly { readonly id: string }[] | undefined, id: string): boolean =>
  agents?.some((each) => each.id === id) ?? false

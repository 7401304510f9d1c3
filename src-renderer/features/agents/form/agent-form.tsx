import { Dialog } from '@base-ui/react/dialog'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import type { AgentKind } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { DialogFoot } from '../../../ui/controls/dialog-frame.tsx'
import { TextArea } from '../../../ui/controls/field.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { type AgentDraft, agentOf, type FieldFault, type FieldsProps, idOf } from './agent-draft.ts'
import { CommonFields, WorkFields } from './common-fields.tsx'
import { withValue } from './config.ts'
import { fieldOf, placeOf, withoutPlace } from './field-faults.ts'
import { ModelFields } from './model-fields.tsx'
import { PersonFields } from './person-fields.tsx'
import { CodingAgentFields, CommandFields, Discovered } from './program-fields.tsx'
import { RemoteFields } from './remote-fields.tsx'

interface AgentFormProps {
  readonly draft: AgentDraft
  readonly skills: readonly string[]
  readonly onChange: (draft: AgentDraft) => void
  readonly onKept: (id: string) => void
  /** Returns to the choice of a kind; null if the kind is fixed. */
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
  const edit: FieldsProps['onEdit'] = (changes) => {
    setFault(null)
    onChange({ ...draft, ...changes })
  }
  const props: FieldsProps = {
    draft,
    onEdit: edit,
    onConfig: (key, value) => edit({ config: withValue(draft.config, key, value) }),
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
      <DialogFoot>
        {onBack !== null && (
          <Button look="ghost" icon={ArrowLeft} className="-ms-2.5 me-auto" onClick={onBack}>
            {words.agents.anotherKind}
          </Button>
        )}
        <Dialog.Close render={<Button />}>{words.agents.cancel}</Dialog.Close>
        <Button look="primary" type="submit" disabled={keep.isPending}>
          {draft.base === null ? words.agents.addTheAgent : words.agents.keepTheChanges}
        </Button>
      </DialogFoot>
    </form>
  )
}

const isKnown = (agents: readonly { readonly id: string }[] | undefined, id: string): boolean =>
  agents?.some((each) => each.id === id) ?? false

const fields: Partial<Record<AgentKind, (props: FieldsProps) => React.ReactNode>> = {
  command: CommandFields,
  model: ModelFields,
  acp: CodingAgentFields,
  person: PersonFields,
}

/** Kinds whose form can be filled in from an existing agent. These fields come before the name. */
const sources: Partial<Record<AgentKind, (props: FieldsProps) => React.ReactNode>> = {
  acp: Discovered,
  a2a: RemoteFields,
}

function SourceFields(props: FieldsProps) {
  const Fields = sources[props.draft.kind]
  return Fields === undefined ? null : <Fields {...props} />
}

/** The fields for a kind of agent. */
function KindFields(props: FieldsProps) {
  const Fields = fields[props.draft.kind]
  return Fields === undefined ? null : <Fields {...props} />
}

/** JSON editor for all configuration without its own field. */
function RestField({ draft: { rest }, onEdit, faultAt }: FieldsProps) {
  const fault = faultAt('config')
  const [isOpen, setOpen] = useState(rest !== '')
  return (
    <details
      open={isOpen || fault !== undefined}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted hover:text-ink">
        {words.agents.moreOfItsConfigAsJson}
      </summary>
      <div className="mt-2">
        <TextArea
          label={words.agents.configAsJson}
          rows={5}
          spellCheck={false}
          className="font-mono text-sm"
          placeholder={words.agents.timeoutms60000}
          value={rest}
          fault={fault}
          onChange={(text) => onEdit({ rest: text })}
        />
      </div>
    </details>
  )
}

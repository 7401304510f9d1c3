import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { Agent } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { TextField } from '../../../ui/controls/field.tsx'
import type { FieldsProps } from './agent-draft.ts'
import { textAt, wordsAt } from './config.ts'

const header = 'Authorization'

/** Address and authorization header of a remote agent. */
export function RemoteFields({ draft, onEdit, onConfig, faultAt }: FieldsProps) {
  const { client } = useRpc()
  const { config } = draft
  const url = textAt(config, 'url')
  const { [header]: key = '', ...others } = wordsAt(config, 'headers')
  const card = useMutation({
    mutationFn: () => client.agents.readCard({ url, headers: wordsAt(config, 'headers') }),
    onSuccess: ({ agent }) => onEdit(filledIn(draft, agent)),
  })
  const said = card.isError ? failureOf(card.error) : null
  const setKey = (text: string) => {
    const headers = text === '' ? others : { ...others, [header]: text }
    onConfig('headers', Object.keys(headers).length === 0 ? null : headers)
  }
  return (
    <>
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={words.agents.address}
            type="url"
            placeholder={words.agents.httpsAgentsExampleCom}
            value={url}
            fault={
              faultAt('config.url') ?? (said === null ? undefined : `${said.message} ${said.hint}`.trim())
            }
            onChange={(text) => {
              card.reset()
              onConfig('url', text.trim())
            }}
          />
        </div>
        <Button
          icon={Download}
          className="mt-5"
          disabled={url === '' || card.isPending}
          onClick={() => card.mutate()}
        >
          {card.isPending ? words.agents.reading : words.agents.readCard}
        </Button>
      </div>
      {card.isSuccess && (
        <p role="status" className="-mt-3 text-muted text-sm">
          {words.agents.itsNameAndSkillsAreFilled}
        </p>
      )}
      <TextField
        label={words.agents.whereItsKeyIsKeptIf}
        className="font-mono"
        placeholder={words.agents.bearerEnvSwitchyardAgentKey}
        value={key}
        fault={faultAt('config.headers')}
        onChange={setKey}
      />
    </>
  )
}

/** Fills in empty fields and adds skills. Typed values stay. */
function filledIn(draft: FieldsProps['draft'], { name, description, skills }: Agent) {
  return {
    ...(draft.name.trim() === '' && { name }),
    ...(draft.description.trim() === '' && { description }),
    skills: [...new Set([...draft.skills, ...skills])],
  }
}

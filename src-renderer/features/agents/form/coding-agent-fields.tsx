import { useMutation } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import type { FoundAgent } from '#shared/contract/agents.ts'
import { permissionRules, toolKinds } from '#shared/model/agents/acp-agent.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { words } from '../../../words/words.ts'
import { type FieldsProps, idOf } from './agent-draft.ts'
import { withValue, wordsAt } from './config.ts'
import { RuleTable } from './rule-table.tsx'
import { permissionOf } from './rules.ts'
import { PassEnv, SandboxChoice, StartedAs } from './started-as.tsx'

/** A coding agent: one that was found here, or any that speaks the protocol. */
export function CodingAgentFields(props: FieldsProps) {
  const { draft, onEdit } = props
  const { config } = draft
  const rules = wordsAt(config, 'permissions')
  return (
    <>
      <StartedAs {...props} />
      <SandboxChoice {...props} />
      <PassEnv {...props} />
      <RuleTable
        title={words.agents.whatIsSaidWhenItAsks}
        tools={toolKinds}
        rules={permissionRules}
        ruleOf={(tool) => permissionOf(rules, tool)}
        onChoose={(tool, rule) =>
          onEdit({ config: withValue(config, 'permissions', { ...rules, [tool]: rule }) })
        }
      />
    </>
  )
}

/** Those that were found on this machine, to be taken over. */
export function Discovered({ draft, onEdit }: FieldsProps) {
  const { client } = useRpc()
  const search = useMutation({ mutationFn: () => client.agents.discover({}) })
  const take = ({ id, name, command, passEnv }: FoundAgent) => {
    const config = withValue(withValue(draft.config, 'command', command), 'passEnv', passEnv)
    const skills = draft.skills.length === 0 ? ['coding'] : draft.skills
    const isUnnamed = idOf(draft) === ''
    onEdit({ config, skills, ...(isUnnamed && { id, name }) })
  }
  if (draft.base !== null) return null
  return (
    <div className="flex flex-col gap-3 rounded-lg border border-line bg-sunken p-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={Search} disabled={search.isPending} onClick={() => search.mutate()}>
          {search.isPending ? words.agents.looking : words.agents.lookHere}
        </Button>
        <p className="min-w-0 flex-1 text-muted text-sm">{words.agents.eachThatIsKnownIsStarted}</p>
      </div>
      <FailureNote error={search.error} />
      {search.data?.found.length === 0 && <p role="status">{words.agents.noneOfThoseThatAreKnown}</p>}
      {search.data !== undefined && (
        <p className="break-words text-muted text-xs">{words.agents.searched(search.data.searched)}</p>
      )}
      {search.data !== undefined && search.data.found.length > 0 && (
        <ul className="flex flex-col gap-2">
          {search.data.found.map((found) => (
            <li key={found.id} className="flex items-center gap-3">
              <span className="min-w-0 flex-1">
                {found.name} <span className="text-muted">{found.version}</span>
                {found.fault !== null && <span className="block text-failed text-sm">{found.fault}</span>}
              </span>
              <Button disabled={found.fault !== null} onClick={() => take(found)}>
                {words.agents.take(found.name)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

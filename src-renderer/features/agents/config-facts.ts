import { toolKinds } from '#shared/model/agents/acp-agent.ts'
import type { AgentKind } from '#shared/model/agents/agent.ts'
import { ownTools } from '#shared/model/agents/model-agent.ts'
import type { Json } from '#shared/model/json.ts'
import { words } from '#shared/words/words.ts'
import { type Config, isConfig, listAt, textAt, wordsAt } from './form/config.ts'
import { hoursText } from './form/hours.ts'
import { permissionOf, toolPolicyOf } from './form/rules.ts'

const say = words.agents.facts

export interface Fact {
  readonly name: string
  readonly value: string
}

/** The main settings of an agent in words. The JSON view shows all others. */
export function configFacts(kind: AgentKind, config: Json): Fact[] {
  if (!isConfig(config)) return []
  const fact = (name: string, value: string): Fact[] => (value === '' ? [] : [{ name, value }])
  const command = () => fact(say.startedAs, listAt(config, 'command').map(quoted).join(' '))
  const passEnv = () => fact(say.passEnv, listAt(config, 'passEnv').join(', '))
  const sandbox = () => (isConfig(config.sandbox) ? fact(say.sandbox, sandboxText(config.sandbox)) : [])
  switch (kind) {
    case 'command':
      return [
        ...command(),
        ...fact(say.worksIn, textAt(config, 'in') === 'project' ? say.project : say.workspace),
        ...sandbox(),
        ...passEnv(),
      ]
    case 'acp': {
      const rules = wordsAt(config, 'permissions')
      return [
        ...command(),
        ...sandbox(),
        ...passEnv(),
        ...byRule(toolKinds, (tool) => permissionOf(rules, tool)),
      ]
    }
    case 'model': {
      const rules = wordsAt(config, 'tools')
      const { mcp } = config
      const servers = Array.isArray(mcp) ? mcp.filter(isConfig).map((server) => textAt(server, 'name')) : []
      return [
        ...fact(say.model, textAt(config, 'model') || say.usualModel),
        ...fact(say.instructions, textAt(config, 'instructions')),
        ...byRule(ownTools, (tool) => toolPolicyOf(rules, tool)),
        ...fact(say.servers, servers.join(', ')),
      ]
    }
    case 'a2a':
      return [
        ...fact(say.address, textAt(config, 'url')),
        ...fact(say.signsInWith, Object.keys(wordsAt(config, 'headers')).join(', ')),
      ]
    case 'person':
      return fact(say.hours, hoursText(config.hours))
    default:
      return []
  }
}

const sandboxText = ({ network }: Config): string =>
  network === true ? words.agents.programs.sandbox.network : words.agents.programs.sandbox.closed

const quoted = (word: string): string => (/^[\w./:{}=@-]+$/.test(word) ? word : JSON.stringify(word))

function byRule<Tool extends string>(tools: readonly Tool[], ruleOf: (tool: Tool) => string): Fact[] {
  return Object.entries(say.rules).flatMap(([rule, name]) => {
    const named = tools.filter((tool) => ruleOf(tool) === rule)
    return named.length === 0 ? [] : [{ name, value: words.tools.list(named) }]
  })
}

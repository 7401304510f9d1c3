import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { FieldsProps } from './agent-draft.ts'
import { CodingAgentFields, Discovered } from './coding-agent-fields.tsx'
import { CommandFields } from './command-fields.tsx'
import { ModelFields } from './model-fields.tsx'
import { PersonFields } from './person-fields.tsx'
import { RemoteFields } from './remote-fields.tsx'

const fields: Partial<Record<AgentKind, (props: FieldsProps) => React.ReactNode>> = {
  command: CommandFields,
  model: ModelFields,
  acp: CodingAgentFields,
  person: PersonFields,
}

/** Where a form can be filled in from what is there already: these stand before its name. */
const sources: Partial<Record<AgentKind, (props: FieldsProps) => React.ReactNode>> = {
  acp: Discovered,
  a2a: RemoteFields,
}

export function SourceFields(props: FieldsProps) {
  const Fields = sources[props.draft.kind]
  return Fields === undefined ? null : <Fields {...props} />
}

/** What only agents of its kind have. */
export function KindFields(props: FieldsProps) {
  const Fields = fields[props.draft.kind]
  return Fields === undefined ? null : <Fields {...props} />
}

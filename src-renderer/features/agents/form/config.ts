import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { Json } from '#shared/model/json.ts'

/** Stored configuration of an agent. The form reads the fields it knows and leaves all others unchanged. */
export interface Config {
  readonly [key: string]: Json
}

/** Configuration fields with their own input. All others are edited as JSON. */
export const configFields: Record<AgentKind, readonly string[]> = {
  command: ['command', 'input', 'output', 'in', 'passEnv', 'sandbox'],
  model: ['model', 'instructions', 'tools'],
  acp: ['command', 'passEnv', 'permissions', 'sandbox'],
  a2a: ['url', 'headers'],
  person: ['hours'],
  builtin: [],
  scripted: [],
  external: [],
}

export function isConfig(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the configuration with a changed value; `null` removes the value, so that the default applies. */
export function withValue(config: Config, key: string, value: Json | null): Config {
  const { [key]: _before, ...others } = config
  return value === null ? others : { ...others, [key]: value }
}

export function textAt(config: Config, key: string): string {
  const value = config[key]
  return typeof value === 'string' ? value : ''
}

export function listAt(config: Config, key: string): readonly string[] {
  const value = config[key]
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}

/** Text values by name, such as the rules of tools. */
export function wordsAt(config: Config, key: string): Readonly<Record<string, string>> {
  const value = config[key]
  if (!isConfig(value)) return {}
  return Object.fromEntries(Object.entries(value).flatMap(([name, word]) => wordOf(name, word)))
}

const wordOf = (name: string, word: Json): [string, string][] =>
  typeof word === 'string' ? [[name, word]] : []

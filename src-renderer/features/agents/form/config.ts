import type { AgentKind } from '#shared/model/agents/agent.ts'
import type { Json } from '#shared/model/json.ts'

/** The config of an agent as it is stored: the fields read what they know of it and leave the rest alone. */
export interface Config {
  readonly [key: string]: Json
}

/** The configuration fields with their own input; others are shown as JSON. */
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

/** The config with another value there; `null` takes it out, and what follows from its absence holds. */
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

/** The words by name, such as rules of tools. */
export function wordsAt(config: Config, key: string): Readonly<Record<string, string>> {
  const value = config[key]
  if (!isConfig(value)) return {}
  return Object.fromEntries(Object.entries(value).flatMap(([name, word]) => wordOf(name, word)))
}

const wordOf = (name: string, word: Json): [string, string][] =>
  typeof word === 'string' ? [[name, word]] : []

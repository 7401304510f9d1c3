import {
  Bot,
  Braces,
  Globe,
  type LucideIcon,
  Package,
  SquareTerminal,
  User,
  Workflow,
  Wrench,
} from 'lucide-react'
import type { AgentKind, Availability, EffectClass } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'

const { kinds, kindsAbout, effects, effectsAbout, availabilities } = words.agents

export const kindWords: Record<AgentKind, string> = kinds
export const kindSentences: Record<AgentKind, string> = kindsAbout

export const kindIcons: Record<AgentKind, LucideIcon> = {
  builtin: Package,
  scripted: Workflow,
  command: SquareTerminal,
  model: Bot,
  acp: Braces,
  a2a: Globe,
  external: Wrench,
  person: User,
}

/** Kinds that a person can add by hand. */
export const addedKinds = [
  'command',
  'model',
  'acp',
  'a2a',
  'person',
  'external',
] as const satisfies readonly AgentKind[]

export const effectWords: Record<EffectClass, string> = effects
export const effectSentences: Record<EffectClass, string> = effectsAbout

export const availabilityLooks: Record<Availability, { word: string; dot: string }> = {
  online: { word: availabilities.online, dot: 'bg-done' },
  busy: { word: availabilities.busy, dot: 'bg-warning' },
  offline: { word: availabilities.offline, dot: 'border border-line-strong' },
}

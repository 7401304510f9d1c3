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
import type { AgentKind, Availability, EffectClass } from '#shared/model/agent.ts'

export const kindWords: Record<AgentKind, string> = {
  builtin: 'Built in',
  scripted: 'Scripted',
  command: 'Program',
  model: 'Model',
  acp: 'Coding agent',
  a2a: 'Remote agent',
  external: 'External worker',
  person: 'Person',
}

export const kindSentences: Record<AgentKind, string> = {
  builtin: 'Part of Switchyard; works without a network.',
  scripted: 'Plays a part that was written for it, for rehearsals.',
  command: 'Any program of this machine; it is started for each task.',
  model: 'A language model with tools for the files of its run.',
  acp: 'Changes files by itself, such as Claude, Codex or Gemini.',
  a2a: 'An agent elsewhere that speaks the Agent2Agent protocol.',
  external: 'A worker of yours that pulls its tasks over the API.',
  person: 'Somebody who answers in the inbox.',
}

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

/** Those that a person adds by hand. */
export const addedKinds = [
  'command',
  'model',
  'acp',
  'a2a',
  'person',
  'external',
] as const satisfies readonly AgentKind[]

export const effectWords: Record<EffectClass, string> = {
  resumable: 'Goes on',
  repeatable: 'May run again',
  once: 'Never twice',
}

export const effectSentences: Record<EffectClass, string> = {
  resumable: 'Cut off, its attempt goes on where it was.',
  repeatable: 'Cut off, its attempt is simply run again.',
  once: 'Cut off, a person is asked whether it happened before anything is done again.',
}

export const availabilityLooks: Record<Availability, { word: string; dot: string }> = {
  online: { word: 'Online', dot: 'bg-done' },
  busy: { word: 'Busy', dot: 'bg-warning' },
  offline: { word: 'Offline', dot: 'border border-line-strong' },
}

import { z } from 'zod'
import { words } from '#shared/words/words.ts'
import { addressReader, maybe } from '../../ui/query/address.ts'

export const sectionNames = [
  'general',
  'models',
  'limits',
  'workspaces',
  'mail',
  'notifications',
  'keys',
  'access',
  'data',
  'about',
] as const
export type SectionName = (typeof sectionNames)[number]

const { settings } = words
const textsOf: Record<SectionName, unknown> = {
  general: settings.general,
  models: settings.models,
  limits: settings.limits,
  workspaces: settings.workspaces,
  mail: settings.mail,
  notifications: settings.notifications,
  keys: settings.keys,
  access: settings.access,
  data: settings.data,
  about: settings.aboutApp,
}

/** Sections whose texts contain all words of the query; all sections for an empty query. */
export function findSections(query: string): readonly SectionName[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  return sectionNames.filter((name) => {
    const said = `${settings.sections[name]} ${listTexts(textsOf[name]).join(' ')}`.toLowerCase()
    return wanted.every((word) => said.includes(word))
  })
}

function listTexts(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(listTexts) : []
}

export const parseSettingsSearch = addressReader({ section: maybe(z.enum(sectionNames)) })
export type SettingsSearch = ReturnType<typeof parseSettingsSearch>

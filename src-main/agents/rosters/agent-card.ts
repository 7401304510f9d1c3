import { words } from '#shared/words/words.ts'
import { type Fields, isFields } from '../../planning/importers/fields.ts'
import { quote, type Warnings } from '../../planning/importers/warnings.ts'
import type { SkillHint } from './derive-skills.ts'
import { type AgentDraft, type Facts, limits, type RosterFile, type RosterReader } from './draft.ts'
import { keptLine, keptText, textOf, wordsOf } from './text.ts'

const texts = words.rosterTexts

/**
 * A2A agent cards (`/.well-known/agent-card.json`) of versions 1.0 and 0.3. The import does not call the agent behind
 * a card.
 * https://a2a-protocol.org/latest/specification/
 */
export const agentCard: RosterReader = {
  format: 'a2a',
  title: texts.formats.agentCards,
  detect: (file) => cardOf(file) !== null,
  read: (file, warnings) => {
    const card = cardOf(file)
    return card === null ? [] : [readCard(card, file.path, warnings)]
  },
}

function cardOf(file: RosterFile): Fields | null {
  if (!/^\uFEFF?\s*\{/.test(file.text)) return null
  const parsed = file.json()
  if (!parsed.ok || !isFields(parsed.value)) return null
  const { name, skills, supportedInterfaces, url, capabilities } = parsed.value
  const isReachable = Array.isArray(supportedInterfaces) || typeof url === 'string'
  return typeof name === 'string' && Array.isArray(skills) && (isReachable || isFields(capabilities))
    ? parsed.value
    : null
}

function readCard(card: Fields, path: string, warnings: Warnings): AgentDraft {
  const name = keptLine(textOf(card.name) ?? '', limits.name) || 'agent'
  const interfaces = interfacesOf(card)
  const endpoint = readEndpoint(interfaces, path, warnings)
  const skills = Array.isArray(card.skills) ? card.skills.filter(isFields) : []
  if (skills.length === 0) warnings.add('no_card_skills', path, texts.agentCards.noSkills)
  if (Array.isArray(card.signatures) && card.signatures.length > 0) {
    warnings.add('signature_not_checked', path, texts.agentCards.signatureNotChecked)
  }
  const provider = isFields(card.provider)
    ? keptLine(textOf(card.provider.organization) ?? '', limits.line)
    : ''
  return {
    format: 'a2a',
    path,
    where: path,
    name,
    description: keptText(textOf(card.description) ?? '', limits.description),
    ...(endpoint !== null && { endpoint }),
    capabilities: skills
      .map((skill) => keptLine(textOf(skill.name) ?? textOf(skill.id) ?? '', limits.line))
      .filter((title) => title !== '')
      .slice(0, limits.words),
    facts: {
      ...lineFacts(card, ['version', 'protocolVersion', 'documentationUrl']),
      ...(provider !== '' && { provider }),
      interfaces: interfaces.slice(0, limits.words).map(keptInterface),
      streaming: capability(card, 'streaming'),
      pushNotifications: capability(card, 'pushNotifications'),
      inputModes: listOf(card.defaultInputModes),
      outputModes: listOf(card.defaultOutputModes),
      securitySchemes: isFields(card.securitySchemes) ? listOf(Object.keys(card.securitySchemes)) : [],
      cardSkills: skills.slice(0, limits.words).map(keptSkill),
    },
    hints: skills.slice(0, limits.tools).flatMap((skill, index) => hintsOf(skill, index, { path, warnings })),
  }
}

interface Interface {
  readonly url: unknown
  readonly binding: unknown
  readonly version: unknown
}

/** Version 1.0 lists the interfaces, preferred first; version 0.3 has a main interface and additional ones. */
function interfacesOf(card: Fields): Interface[] {
  const { supportedInterfaces, additionalInterfaces, url, preferredTransport, protocolVersion } = card
  if (Array.isArray(supportedInterfaces)) {
    return supportedInterfaces
      .filter(isFields)
      .map((each) => ({ url: each.url, binding: each.protocolBinding, version: each.protocolVersion }))
  }
  const others = Array.isArray(additionalInterfaces) ? additionalInterfaces.filter(isFields) : []
  return [
    ...(url === undefined
      ? []
      : [{ url, binding: preferredTransport ?? 'JSONRPC', version: protocolVersion }]),
    ...others
      .filter((other) => other.url !== url || other.transport !== (preferredTransport ?? 'JSONRPC'))
      .map((other) => ({ url: other.url, binding: other.transport, version: protocolVersion })),
  ]
}

/** The first HTTP(S) address without credentials. Null, with a warning, if there is none. */
function readEndpoint(interfaces: readonly Interface[], path: string, warnings: Warnings): string | null {
  const address = interfaces.map(({ url }) => addressOf(url)).find((url) => url !== null)
  if (address !== undefined) return address
  warnings.add('no_endpoint', path, texts.agentCards.noAddress)
  return null
}

function addressOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > limits.endpoint || !URL.canParse(value)) return null
  const { protocol, username, password, href } = new URL(value)
  const isPlain = (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
  return isPlain && href.length <= limits.endpoint ? href : null
}

const keptInterface = ({ url, binding, version }: Interface) => ({
  url: addressOf(url),
  binding: keptLine(textOf(binding) ?? '', limits.line),
  version: keptLine(textOf(version) ?? '', limits.line),
})

const keptSkill = (skill: Fields) => ({
  id: keptLine(textOf(skill.id) ?? '', limits.line),
  name: keptLine(textOf(skill.name) ?? '', limits.line),
  description: keptText(textOf(skill.description) ?? '', limits.line * 2),
  tags: listOf(skill.tags),
})

const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? wordsOf(value) : [])
    .slice(0, limits.words)
    .map((word) => keptLine(word, limits.line))

const capability = ({ capabilities }: Fields, name: string): boolean =>
  isFields(capabilities) && capabilities[name] === true

function lineFacts(card: Fields, names: readonly string[]): Facts {
  const lines = names.map((name): [string, string] => [name, keptLine(textOf(card[name]) ?? '', limits.line)])
  return Object.fromEntries(lines.filter(([, line]) => line !== ''))
}

interface Place {
  readonly path: string
  readonly warnings: Warnings
}

/**
 * Skill hints from the tags, which are the author's vocabulary, and from the id. An unknown id may be
 * machine-generated.
 */
function hintsOf(skill: Fields, index: number, { path, warnings }: Place): SkillHint[] {
  const where = `skills[${index}]`
  const tags = listOf(skill.tags)
  if (tags.length === 0) {
    warnings.add('no_tags', `${path}: ${where}`, texts.agentCards.noTags(quote(textOf(skill.id) ?? '')))
  }
  const id = keptLine(textOf(skill.id) ?? '', limits.line)
  return [
    ...tags.map((text): SkillHint => ({ kind: 'skill', where: `${where}.tags`, text })),
    ...(id === '' ? [] : [{ kind: 'skill', where: `${where}.id`, text: id } as const]),
  ]
}

import { words } from '#shared/words/words.ts'
import { type Fields, isFields } from '../../planning/importers/fields.ts'
import { readFieldLines, splitFrontMatter } from '../../planning/importers/front-matter.ts'
import { baseName } from '../../planning/importers/names.ts'
import { quote, type Warnings } from '../../planning/importers/warnings.ts'
import { parseYamlText } from '../../planning/text/yaml-text.ts'
import type { SkillHint } from './derive-skills.ts'
import { type AgentDraft, type Facts, limits, type RosterFile, type RosterReader } from './draft.ts'
import { keptLine, keptText, textOf, wordsOf } from './text.ts'

const texts = words.rosterTexts

/** Sub-agents of Claude Code: one Markdown file with front matter each. https://code.claude.com/docs/en/sub-agents */
export const subAgents: RosterReader = {
  format: 'subagents',
  title: texts.formats.subAgents,
  detect: ({ path, text }) => {
    const head = splitFrontMatter(text)?.head
    if (head === undefined || isOfAnotherKind(path)) return false
    return /^name[ \t]*:/m.test(head) || (/^description[ \t]*:/m.test(head) && /\.md$/i.test(path))
  },
  read: (file, warnings) => {
    const draft = readSubAgent(file, warnings)
    return draft === null ? [] : [draft]
  },
}

/** Skills and commands have the same front matter but are not agents. */
const isOfAnotherKind = (path: string): boolean =>
  /(?:^|\/)(?:skills|commands)\//i.test(path) || /(?:^|\/)(?:SKILL|README|CLAUDE|AGENTS)\.md$/i.test(path)

function readSubAgent({ path, text }: RosterFile, warnings: Warnings): AgentDraft | null {
  const read = readFrontMatter(text)
  if (read === null) {
    warnings.add('not_an_agent', path, texts.subAgents.noFields)
    return null
  }
  const { fields, body, fault } = read
  if (fault !== null) {
    warnings.add('front_matter_by_line', path, texts.subAgents.frontMatterNotYaml(fault))
  }
  const name = readName(fields, path, warnings)
  const description = readDescription(fields, path, warnings)
  const folder = folderOf(path)
  const tools = readTools(fields, path, warnings)
  noteFields(fields, path, warnings)
  const facts: Facts = {
    tools,
    ...readFacts(fields),
    ...readInstructions(body, path, warnings),
  }
  return {
    format: 'subagents',
    path,
    where: path,
    name,
    description,
    ...(folder !== null && { discipline: folder }),
    facts,
    hints: hintsOf({ name, description, folder, tools }),
  }
}

function readName({ name }: Fields, path: string, warnings: Warnings): string {
  const fileName = keptLine(baseName(path), limits.name)
  const own = keptLine(textOf(name) ?? '', limits.name)
  if (own === '') {
    warnings.add('missing_name', path, texts.subAgents.noName(quote(fileName || 'agent')))
    return fileName || 'agent'
  }
  if (own !== fileName) {
    warnings.add('name_differs', path, texts.subAgents.otherName(quote(own), quote(fileName)))
  }
  return own
}

function readDescription({ description }: Fields, path: string, warnings: Warnings): string {
  const text = textOf(description) ?? ''
  const kept = keptText(text, limits.description)
  if (kept === '') warnings.add('missing_description', path, texts.subAgents.noDescription)
  if (text.trim().length > limits.description) {
    warnings.add('description_cut', path, texts.subAgents.descriptionCut(limits.description))
  }
  return kept
}

/** Null: no list of tools, so all are allowed. opencode's map only switches tools off (`switchedOff`). */
function readTools(fields: Fields, path: string, warnings: Warnings): string[] | null {
  const { tools } = fields
  if (isFields(tools)) return null
  if (tools === undefined || tools === null || tools === '') {
    warnings.add('all_tools', path, texts.subAgents.allTools)
    return null
  }
  const names = wordsOf(tools)
  if (names.length === 0) warnings.add('no_tools', path, texts.subAgents.noTools)
  return boundedWords(names)
}

const boundedWords = (names: readonly string[]): string[] =>
  names.slice(0, limits.tools).map((name) => keptLine(name, limits.line))

/** opencode writes `tools: { bash: false, edit: true }`: every tool that is not false is allowed. */
const switchedOff = (tools: unknown): string[] =>
  isFields(tools) ? Object.keys(tools).filter((name) => tools[name] === false || tools[name] === 'false') : []

const lineFields = ['model', 'permissionMode', 'memory', 'isolation', 'color', 'effort'] as const
const known: ReadonlySet<string> = new Set([
  ...['name', 'description', 'tools', 'disallowedTools', 'maxTurns', 'skills', 'mcpServers', 'hooks'],
  ...['background', ...lineFields],
])

function readFacts(fields: Fields): Facts {
  const lines = lineFields.flatMap((field): [string, string][] => {
    const text = keptLine(textOf(fields[field]) ?? '', limits.line)
    return text === '' ? [] : [[field, text]]
  })
  const { disallowedTools, skills, mcpServers, maxTurns, background } = fields
  const denied = boundedWords([...wordsOf(disallowedTools), ...switchedOff(fields.tools)])
  const loaded = boundedWords(wordsOf(skills))
  const servers = boundedWords(namesOf(mcpServers))
  const turns = Number(maxTurns ?? Number.NaN)
  return {
    ...Object.fromEntries(lines),
    ...(denied.length > 0 && { disallowedTools: denied }),
    ...(loaded.length > 0 && { loadedSkills: loaded }),
    ...(servers.length > 0 && { mcpServers: servers }),
    ...(Number.isSafeInteger(turns) && turns > 0 && { maxTurns: turns }),
    ...(background !== undefined && { background: background === true || background === 'true' }),
  }
}

/** Names only, because inline definitions may contain commands and secrets. */
function namesOf(servers: unknown): string[] {
  if (isFields(servers)) return Object.keys(servers)
  if (!Array.isArray(servers)) return wordsOf(servers)
  return servers.flatMap((each) => (isFields(each) ? Object.keys(each) : wordsOf(each)))
}

function readInstructions(body: string, path: string, warnings: Warnings): Facts {
  const text = body.trim()
  if (text.length > limits.instructions) {
    const message = texts.subAgents.promptCut(text.length, limits.instructions)
    warnings.add('instructions_cut', path, message)
  }
  if (text === '') warnings.add('no_instructions', path, texts.subAgents.noPrompt)
  return { instructions: keptText(text, limits.instructions), instructionsLength: text.length }
}

function noteFields(fields: Fields, path: string, warnings: Warnings): void {
  const { hooks, permissionMode, mcpServers } = fields
  if (hooks !== undefined && hooks !== null) {
    warnings.add('hooks_not_kept', path, texts.subAgents.hooksNotKept)
  }
  const isInline = Array.isArray(mcpServers) ? mcpServers.some(isFields) : isFields(mcpServers)
  if (isInline) {
    warnings.add('servers_not_kept', path, texts.subAgents.serversNotKept)
  }
  if (permissionMode === 'bypassPermissions') {
    warnings.add('permission_bypass', path, texts.subAgents.permissionBypass)
  }
  const strange = Object.keys(fields).filter((field) => !known.has(field))
  if (strange.length === 0) return
  const names = strange.slice(0, 10).map(quote).join(', ')
  warnings.add('unknown_field', path, texts.unknownFields(names))
}

const plainFolders: ReadonlySet<string> = new Set(
  ['agents', 'subagents', 'sub-agents', 'plugins', 'categories', 'src', '.', '..'].concat('.claude'),
)

/** Folder name that describes its agents: `categories/04-quality-security/x.md` gives `quality security`. */
function folderOf(path: string): string | null {
  const folder = path
    .split('/')
    .slice(0, -1)
    .findLast((each) => !plainFolders.has(each.toLowerCase()))
  const name = keptLine(
    (folder ?? '')
      .slice(0, limits.line)
      .replace(/^\d+[-_. ]/, '')
      .replaceAll(/[-_]/g, ' '),
    limits.line,
  )
  return name === '' ? null : name
}

interface Told {
  readonly name: string
  readonly description: string
  readonly folder: string | null
  readonly tools: readonly string[] | null
}

function hintsOf({ name, description, folder, tools }: Told): SkillHint[] {
  const when = whenToUse(description)
  const purpose: SkillHint =
    when === null
      ? { kind: 'words', where: 'description', text: withoutExamples(description) }
      : { kind: 'words', where: texts.parts.whenToUse, text: when }
  return [
    purpose,
    { kind: 'words', where: 'name', text: name },
    ...(folder === null ? [] : [{ kind: 'folder', where: 'folder', text: folder } as const]),
    ...(tools ?? []).map((tool): SkillHint => ({ kind: 'tool', where: 'tools', text: tool })),
  ]
}

/**
 * Sentences of a description that say when to use the agent, without those that say when not to; null if there are
 * none. Example conversations can be about anything and are skipped.
 */
function whenToUse(description: string): string | null {
  const told = sentencesOf(description).filter((each) => whenPattern.test(each) && !neverPattern.test(each))
  return told.length === 0 ? null : told.map(withoutManner).join(' ')
}

/** The entire description, filtered in the same way. */
const withoutExamples = (description: string): string =>
  sentencesOf(description)
    .filter((each) => !neverPattern.test(each))
    .map(withoutManner)
    .join(' ')

const whenPattern =
  /\buse (?:it|this|proactively|immediately|when|whenever|for|after|before|if|to)\b|\binvoke (?:this|when|for)\b|\btriggers? (?:on|when|for)\b|\btriggers?:/i

const neverPattern = /\b(?:do not|don't|never) (?:use|invoke)\b|\bnot for\b/i

const sentencesOf = (description: string): string[] =>
  (description.split(/<example>|\bExamples?:/i)[0] ?? '').split(/(?<=[.!?])\s|\n/)

/** "… deployment workflows while maintaining security" is about deployment. */
const withoutManner = (sentence: string): string => sentence.split(/ while /i)[0] ?? ''

interface FrontMatter {
  readonly fields: Fields
  /** Text below the front matter. */
  readonly body: string
  /** Error of the strict YAML parser, after which the front matter was read line by line; null: valid YAML. */
  readonly fault: string | null
}

/**
 * Reads front matter as YAML or, if that fails, line by line: Claude Code accepts `description: Use when: …`, which is
 * not YAML. Null if there is no front matter, or if it is not a map.
 */
function readFrontMatter(text: string): FrontMatter | null {
  const parts = splitFrontMatter(text)
  if (parts === null) return null
  const { head, body } = parts
  const parsed = parseYamlText(head)
  if (parsed.ok) return isFields(parsed.value) ? { fields: parsed.value, body, fault: null } : null
  const lines = [...readFieldLines(head)].map(([name, value]) => [name, value === '' ? null : value])
  return { fields: Object.fromEntries(lines), body, fault: parsed.error.message }
}

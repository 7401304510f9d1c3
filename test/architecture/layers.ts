import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, normalize, relative, sep } from 'node:path'

/**
 * Allowed imports by folder, in addition to the folder itself. A file belongs to the longest matching folder. Unlisted
 * imports are forbidden. `node` means Node's own modules, `npm` any package.
 */
const layers: Record<string, string> = {
  'src-shared': 'zod',
  // Parsing a plan also compiles its JSON schemas, so that a plan with an invalid schema is refused.
  'src-shared/model/check': 'src-shared zod @cfworker/json-schema',
  'src-shared/contract': 'src-shared zod @orpc/contract',

  'src-main': 'src-shared node npm',
  'src-main/base': 'src-shared node npm',
  'src-main/assignment': 'src-shared',
  'src-main/scheduling': 'src-shared',
  'src-main/governance': 'src-shared',
  'src-main/decisions': 'src-shared zod',
  'src-main/planning': 'src-shared jsonc-parser yaml csv-parse',
  'src-main/planning/message': 'src-shared src-main/planning fastest-levenshtein compromise/two zod',
  'src-main/planning/lint':
    'src-shared src-main/planning src-main/assignment src-main/scheduling src-main/governance fastest-levenshtein',
  'src-main/planning/branches': 'src-shared src-main/planning src-main/scheduling',
  'src-main/planning/dry-run':
    'src-shared src-main/planning src-main/assignment src-main/scheduling src-main/governance',
  'src-main/store': 'src-shared src-main/base node better-sqlite3',
  'src-main/engine':
    'src-shared src-main/base src-main/store src-main/assignment src-main/scheduling src-main/governance src-main/planning src-main/decisions',
  'src-main/agents':
    'src-shared src-main/base src-main/engine/ports src-main/mail src-main/models/network src-main/models/port src-main/models/price src-main/models/prompt src-main/planning/scope/scope src-main/planning/scope/scope-text node npm',
  'src-main/agents/rosters': 'src-shared src-main/assignment src-main/planning',
  'src-main/mail': 'src-shared node npm',
  'src-main/models': 'src-shared src-main/base src-main/scheduling src-main/planning/text/json-text node npm',
  'src-main/webhooks': 'src-shared src-main/base src-main/store src-main/scheduling node',
  'src-main/app':
    'src-shared src-main/agents src-main/assignment src-main/base src-main/boot/config src-main/decisions src-main/engine src-main/mail src-main/models src-main/planning src-main/store src-main/webhooks node npm',
  'src-main/api':
    'src-shared src-main/app src-main/base src-main/engine/turn src-main/store src-main/planning/requests/task-request node npm',
  'src-main/mcp': 'src-shared src-main/base node npm',
  'src-main/ipc': 'src-shared src-main/api src-main/base npm',
  'src-main/http': 'src-shared src-main/api src-main/base node npm',
  'src-main/boot': 'src-shared src-main node npm',
  'src-main/hosts': 'src-shared src-main node npm',

  'src-renderer': 'src-shared npm',
  // Only the build reads this file, the window never does.
  'src-renderer/vite.config': 'node npm',
  'src-renderer/rpc': 'src-shared npm',
  // The stores apply a person's edits to the plan document that all panes show.
  'src-renderer/stores': 'src-shared src-renderer/rpc src-renderer/entities/plans/edits npm',
  'src-renderer/theme': 'src-shared src-renderer/stores npm',
  'src-renderer/commands': 'src-shared src-renderer/stores npm',
  'src-renderer/host': 'src-shared src-renderer/commands src-renderer/rpc npm',
  'src-renderer/ui':
    'src-shared src-renderer/commands src-renderer/host src-renderer/rpc src-renderer/stores src-renderer/theme npm',
  'src-renderer/graph':
    'src-shared src-renderer/commands src-renderer/host src-renderer/stores src-renderer/theme src-renderer/ui npm',
  'src-renderer/entities':
    'src-shared src-renderer/commands src-renderer/graph src-renderer/rpc src-renderer/stores src-renderer/ui npm',
}

/** Modules with restricted importers, each with its allowed files. */
const doors: Record<string, readonly string[]> = {
  'better-sqlite3': ['src-main/store'],
  'node:child_process': ['src-main/agents/process', 'src-main/hosts'],
  execa: ['src-main/agents/process'],
  electron: ['src-main/hosts/electron'],
  '@agentclientprotocol/sdk': ['src-main/agents/acp/connection'],
  '@a2a-js/sdk': ['src-main/agents/a2a/protocol'],
  '@a2a-js/sdk/client': ['src-main/agents/a2a/protocol'],
  ai: ['src-main/models'],
  '@ai-sdk/openai': ['src-main/models'],
  '@ai-sdk/anthropic': ['src-main/models'],
  '@ai-sdk/google': ['src-main/models'],
  '@ai-sdk/openai-compatible': ['src-main/models'],
  '@pydantic/genai-prices': ['src-main/models'],
}

export interface SourceFile {
  /** Relative to the repository root, with `/`. */
  readonly path: string
  readonly text: string
}

export function readSources(root: string): SourceFile[] {
  return ['src-shared', 'src-main', 'src-renderer'].flatMap((top) =>
    readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mts|mjs)$/.test(name))
      .map((name) => {
        const path = join(top, name).split(sep).join('/')
        return { path, text: readFileSync(join(root, path), 'utf8') }
      }),
  )
}

/** Messages for all forbidden imports and expressions. */
export function listForbidden(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [...forbiddenImports(file), ...forbiddenWords(file)])
}

/** Files in import cycles, each with its imports in the cycle. */
export function listCircles(files: readonly SourceFile[]): string[][] {
  const paths = new Set(files.map(({ path }) => path))
  const importsOf = new Map(
    files.map(({ path, text }) => [path, importsIn({ path, text }).filter((target) => paths.has(target))]),
  )
  // A file without remaining imports or without remaining importers is in no cycle.
  for (let before = -1; before !== importsOf.size; ) {
    before = importsOf.size
    const imported = new Set([...importsOf.values()].flat().filter((path) => importsOf.has(path)))
    for (const [path, targets] of importsOf)
      if (!imported.has(path) || !targets.some((target) => importsOf.has(target))) importsOf.delete(path)
  }
  return [...importsOf].map(([path, targets]) => [path, ...targets.filter((target) => importsOf.has(target))])
}

const importsIn = ({ path, text }: SourceFile): string[] =>
  [...text.matchAll(importPattern)].map((match) => targetOf(path, match[1] ?? match[2] ?? ''))

function forbiddenImports({ path, text }: SourceFile): string[] {
  const layer = layerOf(path)
  return importsIn({ path, text }).flatMap((target) => {
    const door = doors[target]
    if (door !== undefined && !door.some((each) => isWithin(path, each))) {
      return [`${path} imports ${target}; only ${door.join(', ')} may`]
    }
    if (isAllowed(path, layer, target)) return []
    return [`${path} imports ${target}; ${layer} may import ${layers[layer]}`]
  })
}

const importPattern =
  /^(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|(?:^import\s+|\bimport\s*\(\s*)['"]([^'"]+)['"]/gm

const layerOf = (path: string): string =>
  Object.keys(layers)
    .filter((layer) => isWithin(path, layer))
    .sort((a, b) => b.length - a.length)[0] ?? ''

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`) || path.startsWith(`${folder}.`)

function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith('#shared/')) return `src-shared/${specifier.slice('#shared/'.length)}`
  if (specifier.startsWith('.')) {
    return normalize(join(dirname(path), specifier))
      .split(sep)
      .join('/')
  }
  return specifier
}

function isAllowed(path: string, layer: string, target: string): boolean {
  const allowed = [layer, ...(layers[layer] ?? '').split(' ')]
  if (target.startsWith('src-')) {
    return allowed.some((each) => isWithin(target, each)) && !isForeignFeature(path, target)
  }
  if (builtinModules.includes(target.replace('node:', '')) || target.startsWith('node:'))
    return allowed.includes('node')
  return allowed.includes('npm') || allowed.some((each) => target === each || target.startsWith(`${each}/`))
}

/** Features of the renderer must not import each other. */
function isForeignFeature(path: string, target: string): boolean {
  const feature = (of: string) => /^src-renderer\/features\/([^/]+)/.exec(of)?.[1]
  const [from, to] = [feature(path), feature(target)]
  return from !== undefined && to !== undefined && from !== to
}

/** Restricted expressions: environment variables, time, SQL, and browser functions that the desktop app replaces. */
function forbiddenWords({ path, text }: SourceFile): string[] {
  if (isWithin(path, 'src-renderer')) {
    const isDoor =
      !/\bnavigator\.clipboard\b|\bnew Notification\(/.test(text) || isWithin(path, 'src-renderer/host')
    const isRefreshed = !/\binvalidateQueries\b/.test(text) || path === 'src-renderer/rpc/refresh.ts'
    return [
      ...(isDoor ? [] : [`${path} asks the browser for what the host does; only src-renderer/host may`]),
      ...(isRefreshed ? [] : [`${path} has answers read again; only src-renderer/rpc/refresh.ts may`]),
    ]
  }
  if (!path.startsWith('src-main/') || path.endsWith('.mjs')) return []
  const found: string[] = []
  if (/process\.env\b/.test(text) && path !== 'src-main/boot/config.ts')
    found.push(`${path} reads process.env; only src-main/boot/config.ts may`)
  if (
    /\b(Date\.now|setTimeout|setInterval|setImmediate|Math\.random)\b/.test(text) &&
    path !== 'src-main/base/clock.ts'
  ) {
    found.push(`${path} uses time or chance; only src-main/base/clock.ts may`)
  }
  if (
    /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\s[^`]*\b(FROM|VALUES|SET|WHERE)\b/.test(text) &&
    !isWithin(path, 'src-main/store')
  ) {
    found.push(`${path} holds SQL; only src-main/store may`)
  }
  return found
}

export const rootDir = relative('.', join(import.meta.dirname, '../..')) || '.'

/** A coding agent known to speak the protocol, with its command and its roster entry. */
export interface KnownAgent {
  readonly id: string
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** Environment variables with the vendor's keys and settings. Set variables are passed on. */
  readonly passEnv: readonly string[]
}

const known = (
  id: string,
  name: string,
  command: KnownAgent['command'],
  ...passEnv: string[]
): KnownAgent => ({
  ...{ id, name, command, passEnv },
})

/** Claude and Codex need a separate adapter program. */
export const knownAgents: readonly KnownAgent[] = [
  known('claude', 'Claude', ['claude-agent-acp'], 'ANTHROPIC_API_KEY', 'CLAUDE_CONFIG_DIR'),
  known('codex', 'Codex', ['codex-acp'], 'OPENAI_API_KEY', 'CODEX_HOME'),
  known('gemini', 'Gemini', ['gemini', '--acp'], 'GEMINI_API_KEY', 'GOOGLE_API_KEY'),
  known('opencode', 'opencode', ['opencode', 'acp']),
  known('goose', 'goose', ['goose', 'acp']),
  known('copilot', 'GitHub Copilot', ['copilot', '--acp'], 'COPILOT_GITHUB_TOKEN'),
  known('cursor', 'Cursor', ['cursor-agent', 'acp'], 'CURSOR_API_KEY'),
  known('qwen', 'Qwen Code', ['qwen', '--acp']),
  known('kimi', 'Kimi', ['kimi', 'acp']),
  known('vibe', 'Mistral Vibe', ['vibe-acp'], 'MISTRAL_API_KEY'),
  known('cline', 'Cline', ['cline', '--acp']),
  known('auggie', 'Auggie', ['auggie', '--acp']),
]

/** Variables that locate the user's sign-in and settings. Without them, the agent behaves like a new installation. */
export const homeVariables = [
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'],
  ...['USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
]

/** A coding agent that is known to speak the protocol, as it is started and as it would stand in the roster. */
export interface KnownAgent {
  readonly id: string
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** Variables that its maker reads its keys and settings from, where they are set. */
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

/** Claude and Codex speak it through a program of their own beside them. */
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

/** Where somebody's own sign-in and settings lie: without these it is a stranger to its own command line. */
export const homeVariables = [
  ...['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME', 'XDG_CACHE_HOME'],
  ...['USERPROFILE', 'APPDATA', 'LOCALAPPDATA'],
]

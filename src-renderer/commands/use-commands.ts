import { useLayoutEffect, useRef, useState } from 'react'
import type { Command } from './command.ts'
import { commandStore, withCommands, withoutCommands } from './registry.ts'

/** Registers commands while the component is mounted. Their actions may change with each render. */
export function useCommands(commands: readonly Command[]): void {
  const [source] = useState(() => Symbol('commands'))
  const latest = useRef(commands)
  latest.current = commands
  // Only what is data of them: icons and what they do are left away.
  const look = JSON.stringify(commands.map(({ icon, ...shown }) => shown))

  useLayoutEffect(() => {
    // Only that makes others render; what they do is looked up when they are called.
    void look
    const callLatest = latest.current.map((command, at) => ({
      ...command,
      run: () => latest.current[at]?.run(),
    }))
    commandStore.setState((state) => withCommands(state, source, callLatest))
  }, [look, source])

  useLayoutEffect(() => () => commandStore.setState((state) => withoutCommands(state, source)), [source])
}

import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { present } from '#shared/assert.ts'
import type { TaskView } from '#shared/model/task.ts'
import type { RunState, RunStore } from './run-store.ts'
import type { Tally } from './task-counts.ts'

const RunContext = createContext<RunStore | null>(null)

export const RunProvider = RunContext.Provider

export const useRunStore = (): RunStore => present(useContext(RunContext), 'the run provider')

/** Selects a part of the current run. The selector must return the same object for the same state. */
export const useRun = <T,>(select: (state: RunState) => T): T => useStore(useRunStore(), select)

/** Selects a task. The component only renders again when this task changes. */
export const useTask = (key: string): TaskView | undefined => useRun(({ tasks }) => tasks.get(key))

export const useTally = (key: string): Tally | undefined => useRun(({ tallies }) => tallies.get(key))

import type { Facts } from './facts.ts'

/** Refusals of agents, their programs and their workspaces. */
export const agentsRefusals = {
  project_folder_unreadable: ({ folder }: Facts<'folder'>) => ({
    message: `Cannot read the project folder: ${folder}`,
    hint: 'Check that the folder exists and that you may read it, or choose another one.',
  }),
  run_without_project_folder: {
    message: 'This program works in the project folder, and the run has none.',
    hint: 'Set project_folder in the plan.',
  },
  program_folder_missing: ({ cwd, where }: Facts<'cwd' | 'where'>) => ({
    message: `Folder ${cwd} does not exist in the ${where}.`,
    hint: 'Create the folder, or choose another one.',
  }),
  nul_in_task_text: {
    message: 'The title or description of the task contains a NUL character.',
    hint: 'Remove the character from the task.',
  },
  remote_answer_too_large: {
    message: 'The response is longer than 4 MiB.',
    hint: 'Request less data.',
  },

  git_missing: { message: 'git is not installed or not on the PATH.', hint: 'Install git 2.38 or newer.' },
  git_too_old: {
    message: 'This version of git cannot merge without a checkout.',
    hint: 'Install git 2.38 or newer.',
  },
  git_start_failed: ({ code }: Facts<'code'>) => ({
    message: `Cannot start git: ${code}.`,
    hint: 'Try again.',
  }),
  git_failed: ({ name, why }: Facts<'name' | 'why'>) => ({
    message: `git ${name} failed: ${why}`,
    hint: 'Fix the reported problem and try again.',
  }),
  git_timed_out: ({ name, seconds }: Facts<'name' | 'seconds'>) => ({
    message: `git ${name} took longer than ${seconds} s.`,
    hint: 'Try again.',
  }),
  git_output_too_long: ({ name }: Facts<'name'>) => ({
    message: `The output of git ${name} is too long.`,
    hint: 'Choose a smaller change.',
  }),
  git_config_conditional: ({ setting }: Facts<'setting'>) => ({
    message: `The repository’s git config includes other settings on a condition: ${setting}.`,
    hint: 'Use include.path instead, or set the plan’s workspace to a folder.',
  }),
  git_config_program: ({ setting }: Facts<'setting'>) => ({
    message: `The repository’s git config runs a program on its files: ${setting}.`,
    hint: 'Switchyard does not start such programs. Set the plan’s workspace to a folder.',
  }),
  embedded_path_invalid: ({ path }: Facts<'path'>) => ({
    message: `The path of an embedded repository is not valid UTF-8: ${path}.`,
    hint: 'Rename the folder, then try again.',
  }),
  no_repository: {
    message: 'The project folder is not in a git repository.',
    hint: 'Create one with: git init',
  },
  no_checkout: ({ folder }: Facts<'folder'>) => ({
    message: `The project folder ${folder} is not in a git repository with a checkout.`,
    hint: 'Create a repository with a first commit, or set the plan’s workspace to a folder.',
  }),
  repository_without_commit: ({ repository }: Facts<'repository'>) => ({
    message: `The repository ${repository} has no commits.`,
    hint: 'Create a first commit.',
  }),

  worktree_without_project_folder: {
    message: 'The plan uses a worktree, and the run has no project folder.',
    hint: 'Set project_folder in the plan.',
  },
  run_without_worktree: { message: 'The run has no worktree.', hint: 'Only worktrees can be merged.' },
  workspace_not_a_folder: ({ path }: Facts<'path'>) => ({
    message: `The workspace is not a folder: ${path}`,
    hint: 'Move the file at this path.',
  }),
  nothing_to_merge: {
    message: 'There are no changes to merge.',
    hint: 'The project already has the changes, or the run made none.',
  },
  merge_conflict: ({ files }: Facts<'files'>) => ({
    message: `Conflicting changes in: ${files}.`,
    hint: 'Merge them by hand, or make one task depend on the other.',
  }),
  merge_preview_outdated: {
    message: 'The project or the run has changed since this preview.',
    hint: 'Preview the merge again.',
  },
  merge_replaces_repositories: ({ paths }: Facts<'paths'>) => ({
    message: `The merge would replace embedded repositories with files: ${paths}.`,
    hint: 'Move these folders, then preview the merge again.',
  }),
  merge_overwrites_files: ({ why }: Facts<'why'>) => ({
    message: `${why}`,
    hint: 'Move these files, then preview the merge again.',
  }),
  project_uncommitted: ({ paths }: Facts<'paths'>) => ({
    message: `The project has uncommitted changes: ${paths}.`,
    hint: 'Commit or stash the changes, then preview the merge again.',
  }),

  no_agent_in_text: ({ known }: Facts<'known'>) => ({
    message: `No agent found to import. Supported formats: ${known}.`,
    hint: 'Use one of these formats. Send a Switchyard agents file to POST /api/v1/agents.',
  }),
  too_many_agents: ({ count, most }: Facts<'count' | 'most'>) => ({
    message: `The files contain ${count} agents. The limit is ${most}.`,
    hint: 'Import fewer files.',
  }),
  workspace_not_empty: ({ what }: Facts<'what'>) => ({
    message: `The workspace contains ${what}, which would be lost.`,
    hint: 'Copy what you need, then delete it with force.',
  }),
  changes_would_be_lost: ({ what }: Facts<'what'>) => ({
    message: `${what} These changes would be lost.`,
    hint: 'Merge them first, or use force.',
  }),
}

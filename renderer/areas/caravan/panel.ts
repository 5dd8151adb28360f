/** What the right-hand page shows: the notebook, or one thing being looked at or changed. `null`: a new one. */
export type Panel =
  | { at: 'notebook' }
  | { at: 'commune'; id: string }
  | { at: 'commune-form'; id: string | null }
  | { at: 'caravan-form'; id: string | null }
  | { at: 'stop-form'; id: string | null; commune?: string }
  | { at: 'vehicle-form'; id: string | null }
  | { at: 'road-form'; a?: string; b?: string }
  | { at: 'what-if'; id: string }

export type NotebookTab = 'route' | 'stops' | 'vehicles' | 'roads' | 'whatIf'

import type { CreateMapView } from './map-view.ts'

/**
 * Loads the map's code only when a map is shown: WebGL where the machine has it, else plain canvas.
 * What fails to start with WebGL (a driver that promises more than it holds) starts on canvas.
 */
export async function openMapView(
  renderer: 'auto' | 'canvas',
  ...[container, options]: Parameters<CreateMapView>
): Promise<ReturnType<CreateMapView>> {
  if (renderer === 'auto' && hasWebGl()) {
    const { createGlView } = await import('./gl-view.ts')
    try {
      return createGlView(container, options)
    } catch (error) {
      console.warn('The map falls back to canvas:', error)
      container.replaceChildren()
    }
  }
  const { createCanvasView } = await import('./canvas-view.ts')
  return createCanvasView(container, options)
}

function hasWebGl(): boolean {
  const context = document.createElement('canvas').getContext('webgl2')
  // Browsers keep few contexts: this one is given back at once.
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

import { randomBytes } from 'node:crypto';
import { type Fields, isFields, objectsOf } from './json.ts';

/** Slack gives blocks and elements an id where they have none. */
export function withIds(blocks: readonly Fields[]): Fields[] {
  return blocks.map(block => ({
    ...block,
    block_id: block.block_id ?? newId(),
    ...(Array.isArray(block.elements) &&
      block.type === 'actions' && { elements: objectsOf(block.elements).map(withActionId) }),
    ...(isFields(block.accessory) && { accessory: withActionId(block.accessory) }),
    ...(isFields(block.element) && { element: withActionId(block.element) }),
  }));
}

function withActionId(element: Fields): Fields {
  return element.type === 'image' ? element : { ...element, action_id: element.action_id ?? newId() };
}

const newId = () => randomBytes(4).toString('base64url');

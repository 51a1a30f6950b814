/** What a key may do in one environment. */
export type Permission = 'create' | 'read' | 'update' | 'delete';

/** In the order in which people read them. */
export const allPermissions: readonly Permission[] = ['create', 'read', 'update', 'delete'];

export const permissionLabels: Readonly<Record<Permission, string>> = {
  create: 'Create (POST)',
  read: 'Read (GET)',
  update: 'Update (PUT)',
  delete: 'Delete (DELETE)',
};

const permissionByMethod: ReadonlyMap<string, Permission> = new Map([
  ['POST', 'create'],
  ['GET', 'read'],
  ['HEAD', 'read'],
  ['PUT', 'update'],
  ['PATCH', 'update'],
  ['DELETE', 'delete'],
]);

/** The methods that a partner's call may have, as an `Allow` header lists them (RFC 9110, 10.2.1). */
export const callMethods: readonly string[] = [...permissionByMethod.keys()];

/** The permission that a call with this method needs; undefined for a method that no call may have. */
export function permissionOfMethod(method: string): Permission | undefined {
  return permissionByMethod.get(method);
}

const known: ReadonlySet<string> = new Set(allPermissions);

export function isPermission(name: unknown): name is Permission {
  return typeof name === 'string' && known.has(name);
}

/** The known permissions among `names`, each once, in reading order; undefined when an unknown one is there. */
export function parsePermissions(names: readonly string[]): Permission[] | undefined {
  if (!names.every(isPermission)) return undefined;
  return allPermissions.filter(permission => names.includes(permission));
}

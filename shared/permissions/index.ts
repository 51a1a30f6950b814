export {
  allPermissions,
  callMethods,
  isPermission,
  type Permission,
  parsePermissions,
  permissionLabels,
  permissionOfMethod,
} from './permission.ts';

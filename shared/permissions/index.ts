export {
  allPermissions,
  callMethods,
  type Permission,
  parsePermissions,
  permissionLabels,
  permissionOfMethod,
} from './permission.ts';

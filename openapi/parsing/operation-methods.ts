/** The fields of a path item that are operations (OpenAPI 3.1, "Path Item Object"). */
export const operationMethods = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
] as const;

import type { ApiDocument, HttpMethod } from '@ck/openapi/api-document';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import SwaggerUI from 'swagger-ui-react';
import 'swagger-ui-react/swagger-ui.css';
import { nameFields } from './name-fields.ts';
import classes from './swagger-form.module.css';
import type { BuiltRequest } from './typed-request.ts';

/** As far as it is used here; Swagger UI's own types end before its system. */
type System = {
  getStore(): { subscribe(listener: () => void): () => void };
  specSelectors: {
    specJsonWithResolvedSubtrees(): { toJS(): object };
    parameterValues(pathMethod: [string, string]): { toJS(): object };
  };
  oas3Selectors: {
    requestBodyValue(path: string, method: string): unknown;
    requestContentType(path: string, method: string): string | undefined;
  };
  oas3Actions: {
    setRequestBodyValue(of: { value: string; pathMethod: [string, string] }): void;
    setRetainRequestBodyValueFlag(of: { value: boolean; pathMethod: [string, string] }): void;
  };
  fn: { buildRequest(of: object): BuiltRequest };
};

type FormOperation = {
  method: HttpMethod;
  path: string;
  parameters: readonly object[];
  /** In place of the document's own. */
  requestBody?: object | undefined;
  /** What the body begins as, letter for letter, in place of an example. */
  text?: string | undefined;
};

type SwaggerFormProps = {
  document: ApiDocument;
  operation: FormOperation;
  /** Told what is typed whenever that changes; undefined while it makes no request. */
  onTyped(request: BuiltRequest | undefined): void;
};

const nothing = () => null;

/** Sending, answers and samples are the guide's; of Swagger UI remain what is told of an operation and its form. */
const plugins = [
  () => ({
    wrapComponents: Object.fromEntries(
      [
        'execute',
        'clear',
        'TryItOutButton',
        'liveResponse',
        'curl',
        'authorizeBtn',
        'info',
        'SchemesContainer',
      ]
        .concat([
          'ServersContainer',
          'FilterContainer',
          'OperationSummary',
          'Models',
          'OperationTag_',
          'responses',
        ])
        .map(name => [name, () => nothing]),
    ),
  }),
];

/** The form of one operation. Swagger UI begins anew when it is given another object, so it is given the same ones. */
export default function SwaggerForm({
  document,
  operation: { method, path, parameters, requestBody, text },
  onTyped,
}: SwaggerFormProps) {
  const leave = useRef(() => {});
  useEffect(() => () => leave.current(), []);
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => (form.current === null ? undefined : nameFields(form.current)), []);
  const spec = useMemo(
    () => ({ ...document, paths: only(document, { method, path, parameters, requestBody }) }),
    [document, method, path, parameters, requestBody],
  );
  const follow = useCallback(
    (system: System) => {
      let told: string | undefined;
      const tell = () => {
        const request = requestOf(system, path, method);
        const words = JSON.stringify(request);
        // Forms with files look the same in words whatever the file is.
        if (words === told && !(request?.body instanceof FormData || request?.body instanceof Blob)) return;
        told = words;
        onTyped(request);
      };
      if (text !== undefined) beginWith(system, [path, method], text);
      leave.current();
      leave.current = system.getStore().subscribe(tell);
      tell();
    },
    [path, method, text, onTyped],
  );
  return (
    <div ref={form} className={classes.form}>
      <SwaggerUI
        spec={spec}
        docExpansion="full"
        tryItOutEnabled
        supportedSubmitMethods={submitMethods}
        defaultModelsExpandDepth={-1}
        plugins={plugins}
        onComplete={system => follow(system as System)}
      />
    </div>
  );
}

/** The form empties the body when it first says its content type, unless it is told to keep what is there. */
function beginWith({ oas3Actions }: System, pathMethod: [string, string], text: string): void {
  oas3Actions.setRetainRequestBodyValueFlag({ value: true, pathMethod });
  oas3Actions.setRequestBodyValue({ value: text, pathMethod });
}

const submitMethods = ['get', 'head', 'post', 'put', 'patch', 'delete'] as ('get' | 'head')[];

/** The one operation, with parameters that are filled in where they must be. */
function only(
  { paths }: ApiDocument,
  { method, path, parameters, requestBody }: Omit<FormOperation, 'text'>,
): object {
  const replaced = { parameters, ...(requestBody !== undefined && { requestBody }) };
  return { [path]: { [method]: { ...paths?.[path]?.[method], ...replaced } } };
}

/** What Swagger UI would send; what cannot be built yet, such as an empty part of the path, is no request. */
function requestOf(system: System, path: string, method: string): BuiltRequest | undefined {
  const { specSelectors, oas3Selectors, fn } = system;
  try {
    const body = oas3Selectors.requestBodyValue(path, method);
    return fn.buildRequest({
      spec: specSelectors.specJsonWithResolvedSubtrees().toJS(),
      // As swagger-client names an operation by where it stands.
      operationId: `${method}-${path}`,
      parameters: specSelectors.parameterValues([path, method]).toJS(),
      ...(body !== undefined && { requestBody: plainBody(body) }),
      requestContentType: oas3Selectors.requestContentType(path, method),
    });
  } catch {
    return undefined;
  }
}

/** A form's fields are kept as a map of values with what was said of them; text is text. */
function plainBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('toJS' in body)) return body;
  const fields = (body as { toJS(): Record<string, { value?: unknown }> }).toJS();
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field?.value === undefined || field.value === '' ? [] : [[name, field.value]],
    ),
  );
}

import type { Gap } from '../../domain/gap.ts';
import { AwsFailure, NotRecorded } from './transport.ts';

const denied = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'AuthorizationErrorException',
  'NotAuthorizedException',
  'UnauthorizedException',
  'Forbidden',
  'AllAccessDisabled',
]);

const credentials = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'InvalidToken',
  'AuthFailure',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'OptInRequired',
  'CredentialsProviderError',
  'TokenRefreshRequired',
]);

const throttled = new Set([
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'TooManyRequests',
  'SlowDown',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'EC2ThrottledException',
  'TransactionInProgressException',
]);

const unsupported = new Set([
  'EmulatorNotImplemented',
  'NotImplemented',
  'NotImplementedException',
  'InvalidAction',
  'UnknownOperationException',
  'UnsupportedOperation',
  'UnsupportedOperationException',
]);

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'InternalServiceError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'Unavailable',
]);

/** `true` when the service asked us to come back later. */
export const isThrottle = (failure: AwsFailure): boolean => throttled.has(failure.name) || failure.status === 429;

/**
 * Names what kept us from an answer. The error code decides; the HTTP status only where no code can be read
 * (a 403 without a readable code is a denial all the same).
 */
export const gapOf = (error: unknown, action: string): Gap => {
  if (error instanceof NotRecorded) return { kind: 'notRecorded', detail: error.message };
  if (!(error instanceof AwsFailure)) {
    return { kind: 'bug', detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  const detail = `${error.name}: ${error.message}`.slice(0, 500);
  if (error.name === 'Interrupted') return { kind: 'interrupted', detail: 'the scan was stopped before this was read' };
  if (denied.has(error.name)) return { kind: 'denied', action, detail };
  if (credentials.has(error.name)) return { kind: 'credentials', detail };
  if (isThrottle(error)) return { kind: 'throttled', detail };
  if (unsupported.has(error.name) || error.status === 501) return { kind: 'unsupported', detail };
  if (error.name === 'TimeoutError' || error.name === 'ETIMEDOUT' || error.name === 'AbortError')
    return { kind: 'timeout', detail };
  if (unreachable.has(error.name)) return { kind: 'unreachable', detail };
  if (error.status === 401) return { kind: 'credentials', detail };
  if (error.status === 403) return { kind: 'denied', action, detail };
  if (error.status !== null && error.status >= 500) return { kind: 'unreachable', detail };
  return { kind: 'malformed', detail };
};

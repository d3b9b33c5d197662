// The official SDK, connected to the simulator through its gateway setting.
import platformClient from 'purecloud-platform-client-v2';

const { ApiClient } = platformClient;

export const architect = new platformClient.ArchitectApi();
export const tokens = new platformClient.TokensApi();
export const authorization = new platformClient.AuthorizationApi();
export const users = new platformClient.UsersApi();
export const organizations = new platformClient.OrganizationApi();
export const analytics = new platformClient.AnalyticsApi();
export const externalContacts = new platformClient.ExternalContactsApi();
export const routing = new platformClient.RoutingApi();
export const notifications = new platformClient.NotificationsApi();

export function connect(simulator) {
  const client = ApiClient.instance;
  client.config.setGateway({
    protocol: simulator.address.protocol.replace(':', ''),
    host: simulator.address.hostname,
    port: Number(simulator.address.port),
  });
  return client;
}

export const signIn = simulator => connect(simulator).loginClientCredentialsGrant(simulator.clientId, simulator.clientSecret);

/** The error that a call rejects with, including status and headers. */
export async function refusal(call) {
  ApiClient.instance.setReturnExtendedResponses(true);
  try {
    await call();
  } catch (refused) {
    return refused;
  } finally {
    ApiClient.instance.setReturnExtendedResponses(false);
  }
  throw new Error('The call was expected to be rejected.');
}

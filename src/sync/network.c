/* This computer's own network: its interfaces, and word of their changes over rtnetlink(7). */
#include "network.h"

#include <ifaddrs.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static bool carries(const struct ifaddrs *interface)
{
	unsigned wanted = IFF_UP | IFF_RUNNING;
	if ((interface->ifa_flags & wanted) != wanted || (interface->ifa_flags & IFF_LOOPBACK) || !interface->ifa_addr)
		return false;
	if (interface->ifa_addr->sa_family == AF_INET)
		return true;
	if (interface->ifa_addr->sa_family != AF_INET6)
		return false;
	const struct sockaddr_in6 *address = (const void *)interface->ifa_addr;
	return !IN6_IS_ADDR_LINKLOCAL(&address->sin6_addr);
}

bool network_is_up(void)
{
	struct ifaddrs *all;
	if (getifaddrs(&all) != 0)
		return true; /* unknown: the cause that libcurl gave stands */
	bool up = false;
	for (const struct ifaddrs *i = all; i && !up; i = i->ifa_next)
		up = carries(i);
	freeifaddrs(all);
	return up;
}

int network_watch(void)
{
	struct sockaddr_nl address = { .nl_family = AF_NETLINK, .nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR };
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	close(fd);
	return -1;
}

bool network_came_back(int watch)
{
	_Alignas(struct nlmsghdr) char bytes[8192];
	bool came = false;
	for (ssize_t got; (got = recv(watch, bytes, sizeof bytes, MSG_DONTWAIT)) > 0;) {
		size_t at = 0, len = (size_t)got;
		while (len - at >= sizeof(struct nlmsghdr)) {
			const struct nlmsghdr *message = (const void *)(bytes + at);
			if (message->nlmsg_len < sizeof *message || message->nlmsg_len > len - at)
				break;
			came = came || message->nlmsg_type == RTM_NEWADDR;
			size_t step = NLMSG_ALIGN(message->nlmsg_len);
			at = step > len - at ? len : at + step;
		}
	}
	return came;
}
